import * as vscode from 'vscode';
import type {
  Fix,
  FixState,
  SwarmAutofixApi,
  SwarmAutofixExtension,
} from '../../../src/extension/api/swarm-autofix.d.ts';

/** The extension as any other one gets hold of it. */
export async function swarmAutofix(): Promise<SwarmAutofixExtension> {
  const extension = vscode.extensions.getExtension<SwarmAutofixExtension>(
    'swarm-autofix.swarm-autofix',
  );
  if (extension === undefined) throw new Error('The extension is not there.');
  return extension.activate();
}

/** Waits until a fix is in a state. */
export function fixInState(api: SwarmAutofixApi, id: string, state: FixState): Promise<Fix> {
  return new Promise((resolve, reject) => {
    const look = async (): Promise<void> => {
      const fix = (await api.fixes()).find((one) => one.id === id && one.state === state);
      if (fix === undefined) return;
      subscription.dispose();
      resolve(fix);
    };
    const subscription = api.onDidChange(() => void look().catch(reject));
    look().catch(reject);
  });
}

/** Waits until somebody is told that a fix has changed. */
export function nextChange(api: SwarmAutofixApi): Promise<void> {
  return new Promise((resolve) => {
    const subscription = api.onDidChange(() => {
      subscription.dispose();
      resolve();
    });
  });
}
