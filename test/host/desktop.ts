import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { downloadAndUnzipVSCode, runTests } from '@vscode/test-electron';
import { messageOf } from '../../src/core/base/swarmError.ts';
import { bundleSuite } from './bundleSuite.ts';
import { say } from './progress.ts';
import { runProgram } from './runProgram.ts';
import { type ScratchFolder, scratchFolder } from './scratchFolder.ts';
import { suiteFiles } from './suiteFiles.ts';
import { type Suite, suites } from './suites.ts';
import { projectRoot } from './testHost.ts';
import { userSettings } from './userSettings.ts';

/** Runs the tests of the extension host in a desktop VS Code, which it downloads. */

async function download(): Promise<string | undefined> {
  try {
    return await downloadAndUnzipVSCode('stable');
  } catch (error) {
    say(`VS Code cannot be downloaded: ${messageOf(error)}. npm run test:host needs no download.`);
    return undefined;
  }
}

async function userData(scratch: ScratchFolder, suite: Suite): Promise<string> {
  const folder = join(scratch.path, 'user');
  await mkdir(join(folder, 'User'), { recursive: true });
  const settings = JSON.stringify(userSettings({ isTrusted: suite.isTrusted }));
  await writeFile(join(folder, 'User/settings.json'), settings);
  return folder;
}

/** True when its tests passed. */
async function runOnDesktop(program: string, suite: Suite): Promise<boolean> {
  const files = await suiteFiles(suite);
  if (files.length === 0) return true;
  say(`\n── In a desktop VS Code: ${suite.name}`);
  const scratch = await scratchFolder('desktop');
  const workspace = await suite.prepare(scratch.path);
  try {
    const exitCode = await runTests({
      vscodeExecutablePath: program,
      extensionDevelopmentPath: projectRoot,
      extensionTestsPath: await bundleSuite(suite.name, files),
      extensionTestsEnv: { SWARM_CACHE: join(scratch.path, 'swarm-cache') },
      launchArgs: [
        workspace.path,
        '--disable-extensions',
        '--skip-welcome',
        `--user-data-dir=${await userData(scratch, suite)}`,
      ],
    });
    return exitCode === 0;
  } catch (error) {
    say(`${suite.name}: ${messageOf(error)}`);
    return false;
  } finally {
    scratch.remove();
  }
}

async function main(): Promise<boolean> {
  const program = await download();
  if (program === undefined) return false;
  let isGood = true;
  for (const suite of suites) isGood = (await runOnDesktop(program, suite)) && isGood;
  return isGood;
}

await runProgram(main);
