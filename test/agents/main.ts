import { join } from 'node:path';
import { runProgram } from '../host/runProgram.ts';
import { type Subject, testSubjects } from '../host/subjects.ts';
import { installProgram } from './install/installProgram.ts';
import { plainEnvironment } from './plainEnvironment.ts';
import type { AgentProgram } from './programs/agentProgram.ts';
import { agentPrograms } from './programs/programs.ts';
import { programVariable } from './programUnderTest.ts';

/** Runs the tests with real agent programs: all, or those that were named. */

function subjectOf(program: AgentProgram): Subject {
  const { id, package: name, version } = program;
  return {
    id,
    title: `${name} ${version}`,
    install: () => installProgram(program),
    tests: join(import.meta.dirname, '*.test.ts'),
    env: { ...plainEnvironment(), [programVariable]: id },
  };
}

await runProgram(() => testSubjects(agentPrograms.map(subjectOf)));
