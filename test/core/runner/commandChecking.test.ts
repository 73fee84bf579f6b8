import assert from 'node:assert/strict';
import type { Issue } from '../../../src/core/protocol/issue.ts';
import {
  errorsOf,
  type FinishedJob,
  isAnySuccess,
  type RunnerProject,
  reasonsOf,
  runnerProject,
  verdictsOf,
} from '../../support/runnerProject.ts';

/** Complains about each line that has one of the words in `words.json`. */
const script = `import { readFileSync } from 'node:fs';

const words = JSON.parse(readFileSync('words.json', 'utf8'));
const problems = readFileSync('text.txt', 'utf8').split('\\n').flatMap((text, index) =>
  words.filter((word) => text.includes(word)).map((word) => (
    { file: 'text.txt', line: index + 1, message: word + ' is no word', source: 'words' })));
console.log(JSON.stringify(problems));
`;

describe('A project that is checked by a command', () => {
  let project: RunnerProject;
  let issues: readonly Issue[];

  before(async () => {
    const command = `"${process.execPath}" ./check.mjs`;
    project = await runnerProject(
      { 'check.mjs': script, 'words.json': '["teh", "adn"]', 'text.txt': 'teh end\nadn so on\n' },
      [{ kind: 'command', id: 'words', command }],
    );
    issues = await project.issues();
  });

  after(() => project.remove());

  async function attempt(...bodies: readonly string[]): Promise<FinishedJob> {
    const agents = [];
    for (const [index, body] of bodies.entries()) {
      agents.push(await project.agent(`agent${index}`, body));
    }
    const job = await project.fix({ agents, issues });
    assert.equal(job.result.outcome, 'done', job.result.error);
    return job;
  }

  const [first, second] = ['words@text.txt:1', 'words@text.txt:2'] as const;

  it('is mended like any other', async () => {
    const job = await attempt(`edit('text.txt', 'teh', 'the');`);
    assert.deepEqual(verdictsOf(job), { [first]: 'fixed', [second]: 'remains' });
    assert.equal(isAnySuccess(job), true);
  });

  it('is not silenced by a change to the checker itself', async () => {
    const job = await attempt(`fs.writeFileSync('check.mjs', 'console.log("[]")');`);
    assert.deepEqual(verdictsOf(job), { [first]: 'suppressed', [second]: 'suppressed' });
    assert.match(reasonsOf(job).join('\n'), /gone only with its change to check\.mjs/);
    assert.equal(isAnySuccess(job), false);
  });

  it('is left to the next agent when the checker cannot work any more', async () => {
    const job = await attempt(
      `edit('text.txt', 'teh', 'the'); fs.writeFileSync('words.json', '[');`,
      `edit('text.txt', 'adn', 'and');`,
    );
    assert.deepEqual(verdictsOf(job), { [first]: 'remains', [second]: 'fixed' });
    assert.match(errorsOf(job).join('\n'), /agent0: left what cannot be checked: The checker/);
  });
});
