import * as vscode from 'vscode';
import type { ServerAddress } from '../../core/mahavishnu/serverAddress.ts';
import type { SettingsReader } from './settingsReader.ts';

type Secrets = Pick<vscode.SecretStorage, 'get' | 'store' | 'delete'>;

const tokenKey = 'mahavishnuToken';

/** The server that may lend workers, and the token for it, which is nobody else's to read. */
export class MahavishnuServer {
  readonly #settings: SettingsReader;
  readonly #secrets: Secrets;

  constructor(settings: SettingsReader, secrets: Secrets) {
    this.#settings = settings;
    this.#secrets = secrets;
  }

  /**
   * Undefined when none is to be tried.
   * @throws {SwarmError} `usage` when nothing can be sent to the address in the settings.
   */
  async address(scope: vscode.Uri): Promise<ServerAddress | undefined> {
    const text = this.#settings.get('mahavishnu', scope);
    if (text === 'off' || !vscode.workspace.isTrusted) return undefined;
    const { serverAddress } = await import('../../core/mahavishnu/serverAddress.ts');
    return serverAddress(text, await this.token());
  }

  /** Empty when nobody has given one. */
  async token(): Promise<string> {
    return (await this.#secrets.get(tokenKey)) ?? '';
  }

  /** The token, for the server that is in the settings of some folder; empty for any other. */
  async tokenFor({ origin }: URL): Promise<string> {
    if (!vscode.workspace.isTrusted) return '';
    const scopes = [undefined, ...(vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri)];
    const isNamed = scopes.some((scope) => {
      const text = this.#settings.get('mahavishnu', scope);
      return URL.canParse(text) && new URL(text).origin === origin;
    });
    return isNamed ? this.token() : '';
  }

  /** Asks for the token; an empty answer takes back the one there is. */
  async askForToken(): Promise<void> {
    const token = await vscode.window.showInputBox({
      title: vscode.l10n.t('Token for the Mahavishnu server'),
      prompt: vscode.l10n.t('Sent as a bearer token, and kept by the editor. Empty: none.'),
      password: true,
      ignoreFocusOut: true,
    });
    if (token === undefined) return;
    if (token === '') await this.#secrets.delete(tokenKey);
    else await this.#secrets.store(tokenKey, token);
  }
}
