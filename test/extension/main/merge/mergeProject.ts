import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { simpleGit } from 'simple-git';
import * as vscode from 'vscode';
import { runProcess } from '../../../../src/core/base/runProcess.ts';
import { openRepository } from '../../../../src/core/git/repository.ts';
import { RunStore } from '../../../../src/core/manager/runStore.ts';
import type { TaskView } from '../../../../src/core/manager/runView.ts';
import type { FixTarget } from '../../../../src/extension/fixes/fixReference.ts';
import { workspaceUri } from '../../support/workspaceFiles.ts';

/** What a file holds; null: there is no such file. */
type Content = string | Buffer | null;

/** Complains about every line of a text file that says BAD. */
const checker =
  "grep -rnaH BAD src | sed -E 's/^([^:]+):([0-9]+):.*/\\1(\\2,1): error TS1: a bad line/'; true";

/** An agent that does what a plan says of the files of its task; the first argument is the plan's path. */
const agent = `
const { readFileSync, rmSync, mkdirSync, writeFileSync } = require('node:fs');
const { dirname } = require('node:path');
const task = readFileSync(0, 'utf8');
for (const { owner, path, content } of JSON.parse(readFileSync(process.argv[1], 'utf8'))) {
  if (!task.includes(owner)) continue;
  if (content === null) { rmSync(path); continue; }
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, Buffer.from(content, 'base64'));
}`;

function programPath(): string {
  const extension = vscode.extensions.getExtension('swarm-autofix.swarm-autofix');
  if (extension === undefined) throw new Error('The extension is not there.');
  return join(extension.extensionPath, 'dist/cli.js');
}

async function put(path: string, content: Content): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  if (content === null) await rm(path, { force: true });
  else await writeFile(path, content);
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

let count = 0;

/** A repository of its own within the workspace, with one fix that waits, made by a real run. */
export class MergeProject {
  readonly root: string;

  /** The files with a problem: what else a plan changes goes along with the first of them. */
  readonly #bad: readonly string[];

  private constructor(root: string, bad: readonly string[]) {
    this.root = root;
    this.#bad = bad;
  }

  static async create(files: Readonly<Record<string, Content>>): Promise<MergeProject> {
    count += 1;
    const root = workspaceUri(`merging-${count}`).fsPath;
    const bad = Object.entries(files).filter(([, content]) => content?.includes('BAD'));
    const project = new MergeProject(
      root,
      bad.map(([path]) => path),
    );
    for (const [path, content] of Object.entries(files)) await project.write(path, content);
    const git = simpleGit(root);
    await git.raw(['init', '--quiet', '--initial-branch=main']);
    await git.addConfig('user.name', 'Hand');
    await git.addConfig('user.email', 'hand@example.com');
    await git.addConfig('core.autocrlf', 'false');
    await git.raw(['add', '--all']);
    await git.raw(['commit', '--quiet', '--message', 'as it was']);
    return project;
  }

  /**
   * Runs to the end with an agent that makes the files so.
   * @returns what the commands take, for each task of the run.
   */
  async fix(files: Readonly<Record<string, Content>>): Promise<FixTarget[]> {
    const [first = ''] = this.#bad;
    const plan = Object.entries(files).map(([path, content]) => ({
      owner: this.#bad.includes(path) ? path : first,
      path,
      content: content === null ? null : Buffer.from(content).toString('base64'),
    }));
    const planPath = join(this.root, '.git', 'plan.json');
    await writeFile(planPath, JSON.stringify(plan));
    const words = [process.execPath, '-e', agent, planPath].map(quoted);
    await this.cli(
      ...['run', '--ai-fix', '--workers', '1', '--check', checker],
      ...['--agent-command', words.join(' ')],
    );
    const { workingTree: root, storageDirectory } = await openRepository(this.root);
    const run = (await new RunStore(storageDirectory).views()).at(-1);
    return [...(run?.tasks.values() ?? [])].map(({ task }) => ({
      reference: { root, runId: run?.record.runId ?? '', taskId: task.taskId },
    }));
  }

  /** Runs `swarm-autofix` in it, as somebody else would. */
  async cli(...args: string[]): Promise<void> {
    const call = { command: process.execPath, args: [programPath(), ...args], cwd: this.root };
    const { exitCode, stderr } = await runProcess(call);
    if (exitCode !== 0 && exitCode !== 1) throw new Error(String(stderr));
  }

  /** The task as its journal tells it now. */
  async task({ reference }: FixTarget): Promise<TaskView> {
    const { storageDirectory } = await openRepository(this.root);
    const view = (await new RunStore(storageDirectory).history(reference.runId)).task(
      reference.taskId,
    );
    if (view === undefined) throw new Error(`There is no task ${reference.taskId}.`);
    return view;
  }

  uri(path: string): vscode.Uri {
    return vscode.Uri.file(join(this.root, path));
  }

  async open(path: string): Promise<vscode.TextDocument> {
    const document = await vscode.workspace.openTextDocument(this.uri(path));
    await vscode.window.showTextDocument(document, { preview: false });
    return document;
  }

  async write(path: string, content: Content): Promise<void> {
    await put(join(this.root, path), content);
  }

  /** What is on the disk. */
  async read(path: string): Promise<Buffer> {
    return readFile(join(this.root, path));
  }

  /** Types at the begin of a line. */
  async type(document: vscode.TextDocument, line: number, text: string): Promise<void> {
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(line, 0), text);
    await vscode.workspace.applyEdit(edit);
  }

  /** Closes all editors without saving, and removes the files. */
  async remove(): Promise<void> {
    for (const document of vscode.workspace.textDocuments.filter((one) => one.isDirty)) {
      await vscode.window.showTextDocument(document);
      await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    }
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await rm(this.root, { recursive: true, force: true });
  }
}
