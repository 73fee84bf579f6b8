/**
 * Nothing of ours may ask, sign, run the user's hooks, watch the file system, collect garbage,
 * follow submodules, write a shared index, or set an extension in the shared configuration.
 */
export const quietConfiguration: readonly string[] = [
  ['core.hooksPath', '/dev/null'],
  ['core.fsmonitor', 'false'],
  ['core.quotePath', 'false'],
  ['core.safecrlf', 'false'],
  ['core.splitIndex', 'false'],
  ['submodule.recurse', 'false'],
  ['worktree.useRelativePaths', 'false'],
  ['gc.auto', '0'],
  ['maintenance.auto', 'false'],
  ['commit.gpgSign', 'false'],
  ['tag.gpgSign', 'false'],
  ['i18n.commitEncoding', 'utf-8'],
  ['i18n.logOutputEncoding', 'utf-8'],
  ['advice.detachedHead', 'false'],
  ['merge.renames', 'false'],
  ['merge.directoryRenames', 'false'],
  ['color.ui', 'false'],
].flatMap(([name, value]) => ['-c', `${name}=${value}`]);

const identity = { name: 'Swarm Autofix', email: 'swarm-autofix@localhost' };

/** Variables that would point git elsewhere than at the folder it is called in, or bend its answers. */
const foreignVariables = [
  'GIT_DIR',
  'GIT_WORK_TREE',
  'GIT_INDEX_FILE',
  'GIT_INDEX_VERSION',
  'GIT_OBJECT_DIRECTORY',
  'GIT_ALTERNATE_OBJECT_DIRECTORIES',
  'GIT_QUARANTINE_PATH',
  'GIT_COMMON_DIR',
  'GIT_NAMESPACE',
  'GIT_PREFIX',
  'GIT_EXTERNAL_DIFF',
  'GIT_DIFF_OPTS',
  'GIT_LITERAL_PATHSPECS',
  'GIT_GLOB_PATHSPECS',
  'GIT_NOGLOB_PATHSPECS',
  'GIT_ICASE_PATHSPECS',
  'GIT_AUTHOR_DATE',
  'GIT_COMMITTER_DATE',
];

/** @see quietConfiguration */
export const quietEnvironment: Readonly<Record<string, string | undefined>> = {
  ...Object.fromEntries(foreignVariables.map((name) => [name, undefined])),
  GIT_TERMINAL_PROMPT: '0',
  GIT_OPTIONAL_LOCKS: '0',
  GIT_LFS_SKIP_SMUDGE: '1',
  GIT_EDITOR: 'true',
  GIT_ASKPASS: 'true',
  SSH_ASKPASS: 'true',
  LC_ALL: 'C',
  GIT_AUTHOR_NAME: identity.name,
  GIT_AUTHOR_EMAIL: identity.email,
  GIT_COMMITTER_NAME: identity.name,
  GIT_COMMITTER_EMAIL: identity.email,
};
