/** Where a runner finds the token for a server that asks for one. */
export const serverTokenVariable = 'SWARM_MAHAVISHNU_TOKEN';

/** Takes the token out of the environment: what a runner starts has no business with it. */
export function takeServerToken(env: NodeJS.ProcessEnv = process.env): string {
  const token = env[serverTokenVariable] ?? '';
  delete env[serverTokenVariable];
  return token;
}
