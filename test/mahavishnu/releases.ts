/** A release of Mahavishnu that the tests know how to install. */
export interface MahavishnuRelease {
  readonly version: string;
  /** The one version of Python that its pinned packages are for. */
  readonly python: string;
  /** A suite of Debian that has it. */
  readonly debian: string;
}

/** How a server is started: as it comes, or with the one line put right that keeps it from working. */
export type Launch = 'stock' | 'repaired';

/** What the tests are run against. */
export interface ServerUnderTest {
  readonly release: MahavishnuRelease;
  readonly launch: Launch;
  /** Whether anything runs in the terminals that it offers. */
  readonly lends: boolean;
}

const older: MahavishnuRelease = { version: '0.14.0', python: '3.13', debian: 'trixie' };
const newer: MahavishnuRelease = { version: '0.35.0', python: '3.14', debian: 'sid' };
const newest: MahavishnuRelease = { version: '0.36.0', python: '3.14', debian: 'sid' };

export const serversUnderTest: readonly ServerUnderTest[] = [
  { release: older, launch: 'stock', lends: true },
  { release: newer, launch: 'stock', lends: true },
  { release: newest, launch: 'stock', lends: false },
  { release: newest, launch: 'repaired', lends: true },
];

export function titleOf({ release, launch }: ServerUnderTest): string {
  return `Mahavishnu ${release.version}${launch === 'stock' ? '' : `, ${launch}`}`;
}
