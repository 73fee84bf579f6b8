import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { ruleRecordOf } from '../../../src/core/agents/trackRecord/trackRecord.ts';
import { type Logger, silentLogger } from '../../../src/core/base/logger.ts';
import { TrackRecordFile } from '../../../src/core/manager/trackRecordFile.ts';
import { decided, tried } from '../../support/outcomes.ts';
import { type TemporaryProject, temporaryProject } from '../../support/temporaryProject.ts';

const name = 'swarm-autofix/track-record.json';

describe('TrackRecordFile', () => {
  let project: TemporaryProject;
  let warnings: string[];
  let log: Logger;
  let now: number;

  beforeEach(async () => {
    project = await temporaryProject({});
    warnings = [];
    log = { ...silentLogger, warn: (text) => warnings.push(text) };
    now = 1000;
  });

  afterEach(() => project.remove());

  function file(): TrackRecordFile {
    return new TrackRecordFile(project.path('swarm-autofix'), log, () => now);
  }

  it('is empty at first', async () => {
    assert.deepEqual(await file().read(), []);
    assert.deepEqual(warnings, []);
  });

  it('keeps what was added, for all processes', async () => {
    await file().add([...tried('fixed', 1, { cost: 0.5 }), ...decided('accepted')]);
    now = 2000;
    await file().add(tried('remains'));
    assert.deepEqual(await file().read(), [
      {
        ...{ agent: 'mender', rule: 'ts(2322)' },
        tries: [
          { at: 1000, verdict: 'fixed', tokens: 100, cost: 0.5 },
          { at: 2000, verdict: 'remains', tokens: 100 },
        ],
        decisions: [{ at: 1000, decision: 'accepted' }],
      },
    ]);
    assert.deepEqual(warnings, []);
  });

  it('loses nothing when several write at once', async () => {
    await Promise.all(Array.from({ length: 10 }, () => file().add(tried('fixed', 2))));
    const record = await file().read();
    assert.equal(ruleRecordOf(record, 'mender', 'ts(2322)')?.tries.length, 20);
  });

  it('writes nothing when there is nothing to write', async () => {
    await file().add([]);
    await assert.rejects(project.read(name), { code: 'ENOENT' });
  });

  it('does not count what is old', async () => {
    await file().add(tried('remains', 9));
    now += 61 * 24 * 60 * 60 * 1000;
    assert.deepEqual(await file().read(), []);
  });

  for (const [what, text] of [
    ['is no JSON', '{ "version": 1, "rul'],
    ['is of another version', JSON.stringify({ version: 2, rules: [] })],
    ['is something else', '[]'],
  ] as const) {
    it(`is begun anew when it ${what}, which is said once`, async () => {
      await project.write(name, text);
      const own = file();
      assert.deepEqual(await own.read(), []);
      await own.add(tried('fixed'));
      assert.equal((await own.read()).length, 1);
      assert.equal(warnings.length, 1);
      assert.match(warnings[0] ?? '', /track-record\.json cannot be read; .* anew/);
    });
  }

  it('keeps nobody from work when it cannot be written', async () => {
    await mkdir(project.path(name), { recursive: true });
    await file().add(tried('fixed'));
    assert.match(warnings.join('\n'), /How agents did could not be written down: /);
  });

  it('forgets everything when it is asked to, also twice', async () => {
    await file().add(tried('fixed'));
    await file().clear();
    await file().clear();
    assert.deepEqual(await file().read(), []);
    await assert.rejects(project.read(name), { code: 'ENOENT' });
  });
});
