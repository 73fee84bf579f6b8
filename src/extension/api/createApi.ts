import * as vscode from 'vscode';
import type { ExtensionServices } from '../host/services.ts';
import type { FixesChange, SwarmAutofixApi, SwarmAutofixExtension } from './swarm-autofix.d.ts';

function toFixesChange(tasks: ReadonlySet<string> | 'all'): FixesChange {
  return { ids: tasks === 'all' ? undefined : [...tasks] };
}

/** What others are told: only what is about fixes. Whoever listens pays for it. */
function onDidChangeFixes({ sessions }: ExtensionServices): vscode.Event<FixesChange> {
  return (listener, receiver, disposables) => {
    const subscription = sessions.onDidChange(({ tasks }) => {
      if (tasks === 'all' || tasks.size > 0) listener.call(receiver, toFixesChange(tasks));
    });
    disposables?.push(subscription);
    return subscription;
  };
}

function createFirstApi(services: ExtensionServices): SwarmAutofixApi {
  return {
    version: 1,
    onDidChange: onDidChangeFixes(services),
    async start(scope, options) {
      const { startFromOutside } = await import('./startFromOutside.ts');
      return startFromOutside(services, scope, options);
    },
    async fixes() {
      const { listFixes } = await import('./publicFixes.ts');
      return listFixes(services);
    },
    async merge(ids) {
      const { mergeFixes } = await import('./publicFixes.ts');
      return mergeFixes(services, ids);
    },
    async review(id) {
      const { reviewFix } = await import('./publicFixes.ts');
      await reviewFix(services, id);
    },
  };
}

/** What other extensions get. It costs nothing until one of them uses it. */
export function createApi(services: ExtensionServices): SwarmAutofixExtension {
  const api = createFirstApi(services);
  return {
    getAPI(version: number) {
      if (version === 1) return api;
      throw new Error(vscode.l10n.t('Swarm Autofix has no API {0}; it has 1.', version));
    },
  };
}
