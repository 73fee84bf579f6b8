import type { ClientCapabilities } from 'vscode-languageserver-protocol';
import { positionEncodings } from './documentText.ts';

/**
 * What is told to every server. Commands are not run and edits not applied on a server's request,
 * so neither is claimed: servers then put the edit into the action itself.
 */
export const clientCapabilities: ClientCapabilities = {
  general: {
    positionEncodings: [...positionEncodings],
    staleRequestSupport: {
      cancel: true,
      retryOnContentModified: [
        'textDocument/diagnostic',
        'textDocument/codeAction',
        'codeAction/resolve',
      ],
    },
  },
  window: { workDoneProgress: true, showMessage: {}, showDocument: { support: false } },
  workspace: {
    applyEdit: false,
    configuration: true,
    workspaceFolders: true,
    didChangeConfiguration: { dynamicRegistration: true },
    didChangeWatchedFiles: { dynamicRegistration: true, relativePatternSupport: true },
    diagnostics: { refreshSupport: true },
    // An action that also moves files is named as such, instead of being left out by the server.
    workspaceEdit: { documentChanges: true, resourceOperations: ['create', 'rename', 'delete'] },
  },
  textDocument: {
    synchronization: { dynamicRegistration: false, didSave: true },
    publishDiagnostics: {
      versionSupport: true,
      relatedInformation: true,
      codeDescriptionSupport: true,
      dataSupport: true,
      tagSupport: { valueSet: [1, 2] },
    },
    diagnostic: { dynamicRegistration: true, relatedDocumentSupport: true },
    codeAction: {
      dynamicRegistration: true,
      isPreferredSupport: true,
      disabledSupport: true,
      dataSupport: true,
      resolveSupport: { properties: ['edit'] },
      codeActionLiteralSupport: { codeActionKind: { valueSet: ['', 'quickfix'] } },
    },
  },
};
