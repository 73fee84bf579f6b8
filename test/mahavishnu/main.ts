import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { SwarmError } from '../../src/core/base/swarmError.ts';
import { runProgram } from '../host/runProgram.ts';
import { type Subject, testSubjects } from '../host/subjects.ts';
import { projectRoot } from '../host/testHost.ts';
import { installRelease } from './install/installRelease.ts';
import { type ServerUnderTest, serversUnderTest, titleOf } from './releases.ts';
import { serverVariable } from './serverUnderTest.ts';

/** Runs the tests against real Mahavishnu servers: all, or those of the releases that were named. */

function subjectOf(tested: ServerUnderTest): Subject {
  return {
    id: tested.release.version,
    title: titleOf(tested),
    install: () => installRelease(tested.release),
    tests: join(import.meta.dirname, tested.lends ? 'lends.test.ts' : 'refuses.test.ts'),
    env: { ...process.env, [serverVariable]: titleOf(tested) },
  };
}

await runProgram(async () => {
  const program = join(projectRoot, 'dist/cli.js');
  if (!existsSync(program)) throw new SwarmError('environment', 'Run "npm run build" first.');
  return testSubjects(serversUnderTest.map(subjectOf));
});
