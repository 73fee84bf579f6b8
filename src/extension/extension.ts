import type * as vscode from 'vscode';
import { createApi } from './api/createApi.ts';
import type { SwarmAutofixExtension } from './api/swarm-autofix.d.ts';
import { contributions } from './contributions.ts';
import { registerContributions } from './host/contribution.ts';
import { createServices } from './host/services.ts';

/** Registers everything and does nothing: the core is loaded when it is first needed. */
export function activate(context: vscode.ExtensionContext): SwarmAutofixExtension {
  const services = createServices(context);
  context.subscriptions.push(services, registerContributions(contributions, services));
  return createApi(services);
}
