import { equal, match } from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type MarkerProject, markerChecker, markerProject } from '../support/markerProject.ts';

describe('retry', () => {
  let project: MarkerProject;

  beforeEach(async () => {
    project = await markerProject(1);
  });

  afterEach(() => project.remove());

  it('tries the problems of a task again, and tells the agent what the person adds', async () => {
    const prompt = join(project.repository.folder, 'prompt');
    const options = ['--check', markerChecker, '--agent-command', `cat > ${prompt}`];
    await project.cli('run', '--ai-fix', ...options);
    equal(/own words/.test(await readFile(prompt, 'utf8')), false);
    const { exitCode } = await project.cli('retry', 't01', '--note', 'Keep the names.');
    equal(exitCode, 1);
    const text = await readFile(prompt, 'utf8');
    match(text, /^Fix these problems in src\/file1\.txt\.$/m);
    match(text, /in their own words;.*\n> Keep the names\.\n/);
    match((await project.cli('list', '--all')).stdout, /discarded/);
  });
});
