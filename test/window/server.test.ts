import { match, ok } from 'node:assert/strict';
import { LentTerminals } from '../support/lentTerminals.ts';
import { contractTools } from '../support/mahavishnuDoubles.ts';
import { McpDouble } from '../support/mcpDouble.ts';
import * as small from './unplugged/smallWindow.ts';

describe('a window with a server that lends workers', function () {
  this.timeout(120_000);
  const terminals = new LentTerminals();
  let double: McpDouble;
  let window: small.SmallWindow;

  before(async () => {
    double = await McpDouble.start(contractTools(terminals), { version: '9.9.9' });
    // The editor's own machine has no say in what is reached from the project's.
    const projectSettings = { 'swarmAutofix.mahavishnu': double.url };
    window = await small.openSmallWindow({ projectSettings });
    await small.showProblems(window.workbench);
  });

  after(async () => {
    await window?.close();
    await double?.stop();
    await terminals.closeAll();
  });

  async function tooltip(item: string): Promise<string> {
    const { page } = window.workbench;
    await page.locator('.statusbar-item', { hasText: item }).hover();
    const hover = page.locator('.monaco-hover', { hasText: 'mahavishnu' });
    await hover.waitFor();
    return (await hover.textContent()) ?? '';
  }

  it('says whose workers are at work, and since when', async () => {
    const { workbench } = window;
    await small.pressStart(workbench);
    await window.gate.reached();
    await workbench.statusBar.waitFor('1/2');
    const text = await tooltip('/2');
    await workbench.screenshot('server-at-work');
    match(text, /parallel · mahavishnu/);
    match(text, /mahavishnu: version 9\.9\.9 at .* a command ran/);
    ok(terminals.alive.length > 0);
  });
});
