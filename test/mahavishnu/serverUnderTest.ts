import { type ServerUnderTest, serversUnderTest, titleOf } from './releases.ts';

/** Names the server that the tests are run against. */
export const serverVariable = 'SWARM_TEST_MAHAVISHNU';

/** @throws when the environment names none. */
export function serverUnderTest(): ServerUnderTest {
  const title = process.env[serverVariable];
  const found = serversUnderTest.find((one) => titleOf(one) === title);
  if (found === undefined) throw new Error('These tests are started by npm run test:mahavishnu.');
  return found;
}
