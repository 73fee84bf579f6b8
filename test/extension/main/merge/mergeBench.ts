import { MergeProject } from './mergeProject.ts';
import { Messages } from './messages.ts';
import { UserSettings } from './userSettings.ts';

type Files = Parameters<typeof MergeProject.create>[0];

/** What a test of merging needs; everything is put away after each test. */
export class MergeBench {
  readonly settings = new UserSettings();
  readonly #projects: MergeProject[] = [];
  #messages: Messages | undefined;

  get messages(): Messages {
    if (this.#messages === undefined) throw new Error('The test has not begun.');
    return this.#messages;
  }

  async begin(): Promise<void> {
    this.#messages = new Messages();
    // In a browser the editor saves by itself after a second.
    await this.settings.set('files.autoSave', 'off');
  }

  async end(): Promise<void> {
    this.messages.restore();
    for (const project of this.#projects.splice(0)) await project.remove();
    await this.settings.restore();
  }

  async project(files: Files): Promise<MergeProject> {
    const project = await MergeProject.create(files);
    this.#projects.push(project);
    return project;
  }
}
