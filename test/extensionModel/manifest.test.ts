import { deepEqual, equal, ok } from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import {
  isSetting,
  type SettingShape,
  settingKeys,
  settingShapes,
} from '../../src/extension/settings/settingShape.ts';

const root = join(import.meta.dirname, '../..');

function read(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

const menuEntry = z.looseObject({
  command: z.string().optional(),
  submenu: z.string().optional(),
  when: z.string().optional(),
});

const property = z.looseObject({
  type: z.union([z.string(), z.array(z.string())]),
  default: z.unknown(),
  scope: z.string().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  minItems: z.number().optional(),
  enum: z.array(z.string()).optional(),
});

const manifest = z
  .looseObject({
    icon: z.string(),
    capabilities: z.looseObject({
      untrustedWorkspaces: z.looseObject({
        supported: z.string(),
        restrictedConfigurations: z.array(z.string()),
      }),
      virtualWorkspaces: z.looseObject({ supported: z.boolean() }),
    }),
    contributes: z.looseObject({
      commands: z.array(z.looseObject({ command: z.string(), enablement: z.string().optional() })),
      submenus: z.array(z.looseObject({ id: z.string() })),
      menus: z.record(z.string(), z.array(menuEntry)),
      keybindings: z.array(z.looseObject({ command: z.string(), when: z.string() })),
      viewsContainers: z.looseObject({
        activitybar: z.array(z.looseObject({ id: z.string(), icon: z.string() })),
      }),
      views: z.record(z.string(), z.array(z.looseObject({ id: z.string(), icon: z.string() }))),
      viewsWelcome: z.array(z.looseObject({ view: z.string(), when: z.string().optional() })),
      walkthroughs: z.array(
        z.looseObject({
          steps: z.array(
            z.looseObject({
              media: z.looseObject({ svg: z.string() }),
              completionEvents: z.array(z.string()),
            }),
          ),
        }),
      ),
      configuration: z.array(z.looseObject({ properties: z.record(z.string(), property) })),
    }),
  })
  .parse(JSON.parse(read('package.json')));

const { contributes, capabilities } = manifest;
const commands = contributes.commands.map(({ command }) => command);
const menus = Object.values(contributes.menus).flat();
const views = Object.values(contributes.views).flat();
const properties = new Map(
  contributes.configuration.flatMap((group) => Object.entries(group.properties)),
);

/** What could make a program run, or write somewhere. */
const sensitiveKinds: ReadonlySet<SettingShape['kind']> = new Set([
  'text',
  'folder',
  'server',
  'agents',
  'checkers',
]);

/** The names between quotes at the beginning of a line of a typed map. */
function keysIn(path: string): string[] {
  return [...read(path).matchAll(/^ {2}'(swarmAutofix\.\w+)':/gm)].map(([, key = '']) => key);
}

function conditions(): string[] {
  const all: readonly { when?: string | undefined; enablement?: string | undefined }[] = [
    ...contributes.commands,
    ...menus,
    ...contributes.keybindings,
    ...contributes.viewsWelcome,
  ];
  return all.flatMap(({ when = '', enablement = '' }) => [when, enablement]);
}

/** Context keys of ours that the manifest asks for. */
function askedKeys(): Set<string> {
  const others = new Set([...views.map(({ id }) => id), 'swarmAutofix']);
  const events = contributes.walkthroughs.flatMap(({ steps }) =>
    steps.flatMap(({ completionEvents }) => completionEvents),
  );
  const contexts = events.filter((event) => event.startsWith('onContext:'));
  const names = [...conditions(), ...contexts].flatMap(
    (text) => text.match(/swarmAutofix\.\w+/g) ?? [],
  );
  return new Set(names.filter((name) => !others.has(name)));
}

function sorted(names: Iterable<string>): string[] {
  return [...new Set(names)].sort();
}

describe('the commands of the manifest', () => {
  it('are those of the typed map', () => {
    deepEqual(sorted(commands), sorted(keysIn('src/extension/commands/commandMap.ts')));
  });

  it('are each there once', () => {
    equal(new Set(commands).size, commands.length);
  });

  it('are all that menus and keys call', () => {
    const submenus = contributes.submenus.map(({ id }) => id);
    const called = [...menus, ...contributes.keybindings].flatMap(({ command }) => command ?? []);
    const opened = menus.flatMap(({ submenu }) => submenu ?? []);
    deepEqual(
      called.filter((command) => !commands.includes(command)),
      [],
    );
    deepEqual(
      opened.filter((submenu) => !submenus.includes(submenu)),
      [],
    );
  });
});

describe('the conditions of the manifest', () => {
  it('ask for the context keys of the typed map, all of them', () => {
    deepEqual(sorted(askedKeys()), sorted(keysIn('src/extension/settings/contextKeys.ts')));
  });

  it('name views that there are', () => {
    const named = conditions().flatMap((text) =>
      [...text.matchAll(/view == (\S+)/g)].map(([, view = '']) => view),
    );
    const known = views.map(({ id }) => id);
    deepEqual(
      [...named, ...contributes.viewsWelcome.map(({ view }) => view)].filter(
        (view) => !known.includes(view),
      ),
      [],
    );
  });
});

describe('the settings of the manifest', () => {
  const shapes = new Map(
    Object.entries(settingShapes).map(([key, shape]) => [`swarmAutofix.${key}`, shape] as const),
  );

  it('are those of the typed map', () => {
    deepEqual(sorted(properties.keys()), sorted(shapes.keys()));
  });

  for (const [name, shape] of shapes) {
    it(`say of ${name} what its check says`, () => {
      const { minimum, maximum, minItems = 0, enum: values } = properties.get(name) ?? {};
      if (shape.kind === 'integer' || shape.kind === 'amount')
        deepEqual([minimum, maximum], [shape.minimum, shape.maximum]);
      if (shape.kind === 'oneOf') deepEqual(values, shape.values);
      if (shape.kind === 'texts') equal(minItems, shape.atLeast);
    });
  }

  it('have defaults that pass their own check', () => {
    for (const key of settingKeys) {
      ok(isSetting(key, properties.get(`swarmAutofix.${key}`)?.default), key);
    }
  });

  it('are not taken from a folder that is not trusted when they name something to run or a place', () => {
    const sensitive = [...shapes]
      .filter(([name, { kind }]) => sensitiveKinds.has(kind) || name === 'swarmAutofix.ladder')
      .map(([name]) => name);
    const { restrictedConfigurations } = capabilities.untrustedWorkspaces;
    deepEqual(sorted(restrictedConfigurations), sorted(sensitive));
    const scopes = sensitive.map((name) => properties.get(name)?.scope);
    deepEqual(sorted(scopes.map(String)), ['machine-overridable']);
  });
});

describe('the texts of the manifest', () => {
  const placeholders = [...read('package.json').matchAll(/"%([\w.]+)%"/g)].map(
    ([, key = '']) => key,
  );

  for (const file of ['package.nls.json', 'package.nls.de.json']) {
    it(`are all in ${file}, and no others`, () => {
      deepEqual(sorted(Object.keys(JSON.parse(read(file)))), sorted(placeholders));
    });

    it(`call commands that there are, in ${file}`, () => {
      const called = [...read(file).matchAll(/\(command:([\w.]+)/g)].map(([, id = '']) => id);
      const focus = views.map(({ id }) => `${id}.focus`);
      const ofTheEditor = ['workbench.trust.manage', 'vscode.openFolder'];
      const known = new Set([...commands, ...focus, ...ofTheEditor]);
      deepEqual(
        called.filter((id) => !known.has(id)),
        [],
      );
    });

    it(`name settings that there are, in ${file}`, () => {
      const named = [...read(file).matchAll(/`#([\w.]+)#`/g)].map(([, key = '']) => key);
      deepEqual(
        named.filter((key) => !properties.has(key)),
        [],
      );
    });
  }
});

describe('the files that the manifest names', () => {
  const steps = contributes.walkthroughs.flatMap((walkthrough) => walkthrough.steps);
  const pictures = [
    manifest.icon,
    ...contributes.viewsContainers.activitybar.map(({ icon }) => icon),
    ...views.map(({ icon }) => icon),
    ...steps.map(({ media }) => media.svg),
  ];

  for (const picture of new Set(pictures)) {
    it(`have ${picture} among them`, () => {
      ok(existsSync(join(root, picture)));
    });
  }
});

describe('the steps of the walkthrough', () => {
  const steps = contributes.walkthroughs.flatMap((walkthrough) => walkthrough.steps);

  it('can each be completed', () => {
    const events = steps.map(({ completionEvents }) => completionEvents);
    const known = new Set([
      ...commands.map((command) => `onCommand:${command}`),
      ...views.flatMap(({ id }) => [`onView:${id}`, `onCommand:${id}.focus`]),
      ...keysIn('src/extension/settings/contextKeys.ts').map((key) => `onContext:${key}`),
    ]);
    deepEqual(
      events.filter((own) => own.length === 0),
      [],
    );
    deepEqual(
      events.flat().filter((event) => !known.has(event)),
      [],
    );
  });
});

describe('privacy', () => {
  it('has no setting, no package and no call of telemetry', () => {
    ok(!/telemetry/i.test(read('package.json')));
  });

  it('is promised in the README', () => {
    ok(/no telemetry/i.test(read('README.md')));
  });

  it('and trust are asked for: a virtual workspace is refused, an untrusted one is limited', () => {
    equal(capabilities.virtualWorkspaces.supported, false);
    equal(capabilities.untrustedWorkspaces.supported, 'limited');
  });
});
