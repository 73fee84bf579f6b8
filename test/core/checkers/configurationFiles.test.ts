import assert from 'node:assert/strict';
import {
  isConfigurationFile,
  isPartOfChecker,
} from '../../../src/core/checkers/configurationFiles.ts';

const configuration = `
tsconfig.json tsconfig.build.json packages/a/tsconfig.json jsconfig.json
eslint.config.js eslint.config.mjs eslint.config.ts eslint.config.mts .eslintrc .eslintrc.json .eslintrc.cjs
.eslintignore .prettierignore .prettierrc .prettierrc.yaml .editorconfig
biome.json biome.jsonc .oxlintrc.json .stylelintrc.json stylelint.config.mjs .markdownlint.json
.gitignore .gitattributes src/.gitignore .ignore
package.json packages/a/package.json
jest.config.ts vitest.config.mts playwright.config.js .mocharc.json .mocharc
pyproject.toml ruff.toml .ruff.toml setup.cfg tox.ini pytest.ini mypy.ini .pylintrc .flake8 pyrightconfig.json
.golangci.yml .rubocop.yml clippy.toml Cargo.toml sonar-project.properties .swarm-autofix.json
`;

const sources = `
src/tsconfig.ts src/config.ts src/package.ts eslint.config.md mytsconfig.json src/biome.ts src/dprint.ts src/editorconfig.ts
README.md src/index.ts src/jest.ts docs/setup.cfg.md Makefile src/gitignore.ts
`;

function names(list: string): string[] {
  return list.split(/\s+/).filter((name) => name !== '');
}

describe('isConfigurationFile', () => {
  for (const name of names(configuration)) {
    it(`protects ${name}`, () => assert.equal(isConfigurationFile(name), true));
  }

  for (const name of names(sources)) {
    it(`leaves ${name} to the agents`, () => assert.equal(isConfigurationFile(name), false));
  }
});

describe('isPartOfChecker', () => {
  const of = (command: string) => [{ kind: 'command', id: 'c', command }] as const;

  it('knows the files that a command names', () => {
    assert.equal(isPartOfChecker('tools/check.mjs', of('node ./tools/check.mjs --all')), true);
    assert.equal(isPartOfChecker('check.sh', of('cd . && "check.sh"; true')), true);
    assert.equal(isPartOfChecker('rules.json', of('lint --rules=rules.json src')), true);
  });

  it('takes no other file for one', () => {
    assert.equal(isPartOfChecker('check.mjs', of('node tools/check.mjs')), false);
    assert.equal(isPartOfChecker('src', of('node tools/check.mjs')), false);
    assert.equal(isPartOfChecker('src/a.ts', [{ kind: 'typescript' }]), false);
  });
});
