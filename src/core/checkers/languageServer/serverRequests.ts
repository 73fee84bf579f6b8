import {
  ApplyWorkspaceEditRequest,
  ConfigurationRequest,
  DiagnosticRefreshRequest,
  PublishDiagnosticsNotification,
  RegistrationRequest,
  ShowDocumentRequest,
  ShowMessageRequest,
  UnregistrationRequest,
  WorkDoneProgressCreateRequest,
  type WorkspaceFolder,
  WorkspaceFoldersRequest,
} from 'vscode-languageserver-protocol/node';
import type { LanguageServerSettings } from '../../protocol/settings.ts';
import type { FileUris } from './fileUri.ts';
import type { ServerActivity } from './serverActivity.ts';
import { configurationOf } from './serverConfiguration.ts';
import type { ServerConnection } from './serverConnection.ts';

export interface ServerEnvironment {
  readonly settings: LanguageServerSettings;
  readonly folder: WorkspaceFolder;
  readonly uris: FileUris;
  readonly activity: ServerActivity;
}

/**
 * Answers what a server asks and notes what it tells. Requests that are not among these get
 * `MethodNotFound`, which the connection sends by itself.
 */
export function answerServer(
  incoming: ServerConnection['incoming'],
  { settings, folder, uris, activity }: ServerEnvironment,
): void {
  incoming.onRequest(ConfigurationRequest.type, ({ items }) =>
    items.map((item) => configurationOf(settings.configuration ?? {}, item.section)),
  );
  incoming.onRequest(WorkspaceFoldersRequest.type, () => [folder]);
  incoming.onRequest(RegistrationRequest.type, ({ registrations }) =>
    activity.register(registrations),
  );
  incoming.onRequest(UnregistrationRequest.type, ({ unregisterations }) =>
    activity.unregister(unregisterations.map((entry) => entry.id)),
  );
  incoming.onRequest(WorkDoneProgressCreateRequest.type, () => undefined);
  incoming.onRequest(DiagnosticRefreshRequest.type, () => activity.refresh());
  incoming.onRequest(ShowMessageRequest.type, () => null);
  incoming.onRequest(ShowDocumentRequest.type, () => ({ success: false }));
  incoming.onRequest(ApplyWorkspaceEditRequest.type, () => ({
    applied: false,
    failureReason: 'Edits are taken from code actions only.',
  }));
  incoming.onNotification(PublishDiagnosticsNotification.type, (publication) => {
    const file = uris.fileOf(publication.uri);
    if (file !== undefined) activity.publish(file, publication);
  });
  incoming.onUnhandledProgress(({ token, value }) => activity.progress(token, value));
}
