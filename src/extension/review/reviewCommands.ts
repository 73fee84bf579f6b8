import * as vscode from 'vscode';
import { SwarmError } from '../../core/base/swarmError.ts';
import type { FixReference, FixTarget } from '../fixes/fixReference.ts';
import type { Contribution } from '../host/contribution.ts';
import type { ExtensionServices } from '../host/services.ts';
import { currentReference, currentReferences } from './currentReference.ts';
import { registerFixFileSystem } from './fixFileSystem.ts';
import type { LoadedReview } from './loadedReview.ts';
import { ReviewFollower } from './reviewFollower.ts';

type Load = () => Promise<LoadedReview>;
type Clicked = FixTarget | vscode.Uri | undefined;

function refuse(): never {
  throw new SwarmError('usage', vscode.l10n.t('Choose a fix in the view Fixes first.'));
}

/** What was clicked, else what is being reviewed. */
function meant(services: ExtensionServices, clicked: Clicked): FixReference {
  return currentReference(services, clicked) ?? refuse();
}

/** The same, with all that is selected. */
function allMeant(
  services: ExtensionServices,
  clicked: Clicked,
  selected: readonly FixTarget[] | undefined,
): readonly FixReference[] {
  const references = currentReferences(services, clicked, selected);
  return references.length === 0 ? refuse() : references;
}

function registerReviews(services: ExtensionServices, load: Load): vscode.Disposable[] {
  const { commands, reviews } = services;
  return [
    commands.register('swarmAutofix.reviewTask', async (clicked) => {
      const review = await load();
      const reference = currentReference(services, clicked) ?? reviews.place.current;
      await (reference === undefined ? review.step('next') : review.openTask(reference));
    }),
    commands.register('swarmAutofix.reviewFile', async (clicked) =>
      (await load()).openFile(meant(services, clicked), 'fix'),
    ),
    commands.register('swarmAutofix.reviewNext', async () => (await load()).step('next')),
    commands.register('swarmAutofix.reviewPrevious', async () => (await load()).step('previous')),
  ];
}

function registerChanges(services: ExtensionServices, load: Load): vscode.Disposable[] {
  const { commands } = services;
  return [
    commands.register('swarmAutofix.editFix', async (clicked) =>
      (await load()).openFile(meant(services, clicked), 'edit'),
    ),
    commands.register('swarmAutofix.recheckFix', async (clicked, selected) => {
      const { editing } = await load();
      const references = allMeant(services, clicked, selected);
      for (const reference of references) await editing.recheck(reference);
    }),
    commands.register('swarmAutofix.retryTaskWith', async (clicked, selected) => {
      const references = allMeant(services, clicked, selected);
      const { retryTasksWith } = await import('./retryTask.ts');
      await retryTasksWith(services, references);
    }),
    commands.register('swarmAutofix.retryTask', async (clicked, selected) => {
      const references = allMeant(services, clicked, selected);
      const { retryTasks } = await import('./retryTask.ts');
      await retryTasks(services, references);
    }),
    commands.register('swarmAutofix.openWorktree', async (clicked) => {
      const reference = meant(services, clicked);
      const { openWorktree } = await import('./openWorktree.ts');
      await openWorktree(services, reference);
    }),
  ];
}

export const reviewCommands: Contribution = {
  name: 'review',
  register(services) {
    let loaded: Promise<LoadedReview> | undefined;
    const load = (): Promise<LoadedReview> => {
      loaded ??= import('./loadedReview.ts').then(({ loadReview }) => loadReview(services));
      return loaded;
    };
    return vscode.Disposable.from(
      registerFixFileSystem(services, async (address, bytes) =>
        (await load()).editing.save(address, bytes),
      ),
      ...registerReviews(services, load),
      ...registerChanges(services, load),
      new ReviewFollower(services, load),
      { dispose: () => void loaded?.then((review) => review.dispose()) },
    );
  },
};
