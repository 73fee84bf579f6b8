import type ts from 'typescript';
import { Semaphore } from '../../base/semaphore.ts';
import { SwarmError } from '../../base/swarmError.ts';
import { DiskMemory } from './diskMemory.ts';
import { loadTypeScript, type TypeScriptInstallation } from './typeScriptInstallation.ts';
import { type ProjectState, type ProjectWorld, TypeScriptProject } from './typeScriptProject.ts';
import { findTypeScriptProjects, type TypeScriptProjectConfig } from './typeScriptProjectConfig.ts';

/**
 * The TypeScript projects of one worktree, shared by what checks and what mends, so that nothing is
 * loaded twice. Nothing is loaded before the first use.
 */
export class TypeScriptEngine {
  /** Absolute, without symbolic links: TypeScript names files by their real paths. */
  readonly root: string;
  readonly #installation: TypeScriptInstallation;
  readonly #oneAtATime = new Semaphore(1);
  readonly #projects = new Map<string, TypeScriptProject>();
  #configs = new Map<string, ts.ParsedCommandLine>();
  #world: ProjectWorld | undefined;
  #version = 0;
  #structureVersion = 0;
  #isDisposed = false;

  /** @param installation one with a JavaScript API. */
  constructor(root: string, installation: TypeScriptInstallation) {
    this.root = root;
    this.#installation = installation;
  }

  /** @throws {SwarmError} `checker` when TypeScript cannot be loaded. */
  library(): ProjectWorld['library'] {
    return this.#load().library;
  }

  /**
   * Reads the configuration as it is on the disk now.
   * @throws {SwarmError} `configuration` when a `tsconfig.json` is broken.
   */
  async configs(): Promise<readonly TypeScriptProjectConfig[]> {
    return findTypeScriptProjects(this.root, this.library());
  }

  /**
   * Gives the projects to `work`, in the state that the disk has now. One work after the other.
   * @throws {SwarmError} `configuration` when a `tsconfig.json` is broken.
   */
  use<T>(work: (projects: readonly TypeScriptProject[]) => Promise<T>): Promise<T> {
    return this.#oneAtATime.run(async () => work(await this.#refresh()));
  }

  dispose(): void {
    this.#isDisposed = true;
    for (const project of this.#projects.values()) project.dispose();
    this.#projects.clear();
    this.#world = undefined;
  }

  #load(): ProjectWorld {
    if (this.#isDisposed) throw new SwarmError('state', 'This TypeScript engine was disposed of.');
    if (this.#world !== undefined) return this.#world;
    const library = loadTypeScript(this.#installation);
    const isCaseSensitive = library.sys.useCaseSensitiveFileNames;
    const registry = library.createDocumentRegistry(isCaseSensitive, this.root);
    const disk = new DiskMemory(library.sys);
    this.#world = { library, disk, registry, root: this.root };
    return this.#world;
  }

  async #refresh(): Promise<readonly TypeScriptProject[]> {
    const world = this.#load();
    const isConfigChanged = this.#takeConfigs(await this.configs());
    const change = world.disk.refresh();
    if (change === 'structure' || isConfigChanged) this.#structureVersion += 1;
    if (change !== 'none' || isConfigChanged) this.#version += 1;
    this.#removeOldProjects();
    for (const [path, parsed] of this.#configs) this.#updateProject(world, path, parsed);
    return [...this.#projects.values()];
  }

  /** Keeps the old object of what did not change: TypeScript compares them by identity. */
  #takeConfigs(found: readonly TypeScriptProjectConfig[]): boolean {
    const before = this.#configs;
    this.#configs = new Map(
      found.map(({ path, parsed }) => {
        const old = before.get(path);
        return [path, old !== undefined && contentOf(old) === contentOf(parsed) ? old : parsed];
      }),
    );
    const isSame = [...this.#configs].every(([path, parsed]) => before.get(path) === parsed);
    return !isSame || before.size !== this.#configs.size;
  }

  #removeOldProjects(): void {
    for (const [path, project] of this.#projects) {
      if (this.#configs.has(path)) continue;
      project.dispose();
      this.#projects.delete(path);
    }
  }

  #updateProject(world: ProjectWorld, path: string, parsed: ts.ParsedCommandLine): void {
    const state: ProjectState = {
      parsed,
      version: this.#version,
      structureVersion: this.#structureVersion,
      parsedReference: (reference) => this.#configs.get(reference),
    };
    const known = this.#projects.get(path);
    if (known === undefined) this.#projects.set(path, new TypeScriptProject(world, path, state));
    else known.update(state);
  }
}

function contentOf({
  options,
  fileNames,
  projectReferences,
  errors,
}: ts.ParsedCommandLine): string {
  const { configFile, ...plain } = options;
  const hasText = typeof configFile === 'object' && configFile !== null && 'text' in configFile;
  const text = hasText ? configFile.text : '';
  const complaints = errors.map((error) => [error.code, error.start, error.messageText]);
  return JSON.stringify([plain, text, fileNames, projectReferences, complaints]);
}
