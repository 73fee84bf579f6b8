import * as vscode from 'vscode';
import { addressFrom, type FixAddress, uriPartsOf } from './fixAddress.ts';

/** The URI of a text of a fix. */
export function uriOf(address: FixAddress): vscode.Uri {
  return vscode.Uri.from(uriPartsOf(address));
}

/** @returns undefined for a URI that is no text of a fix. */
export function addressOf(uri: vscode.Uri): FixAddress | undefined {
  return addressFrom(uri);
}
