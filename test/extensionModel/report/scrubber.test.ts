import { equal, ok } from 'node:assert/strict';
import { createScrubber, type Identity } from '../../../src/extension/host/report/scrubber.ts';

const identity: Identity = {
  homeFolder: '/home/anna',
  userName: 'anna',
  hostName: 'annas-box',
  folders: ['/home/anna/work/secret-shop'],
  files: ['src/cart.ts', 'lib/Zahlung neu.ts', 'Neue Kasse/src/till.ts'],
  secrets: ['hunter2hunter2'],
};

const scrub = createScrubber(identity, { keepsFileNames: false });
const scrubKeeping = createScrubber(identity, { keepsFileNames: true });

type Examples = readonly (readonly [what: string, before: string, after: string])[];

const taken: Examples = [
  [
    'the project',
    'git failed in /home/anna/work/secret-shop: fatal',
    'git failed in [project]: fatal',
  ],
  ['a file in it', 'open /home/anna/work/secret-shop/src/x.ts:3:1', 'open [project]:3:1'],
  ['its address as a URI', 'file:///home/anna/work/secret-shop/a.ts', '[project]'],
  ['other capitals and slashes', 'in /HOME/Anna/work\\Secret-Shop', 'in [project]'],
  ['its name alone', 'in secret-shop itself', 'in [project] itself'],
  ['the home folder', 'open /home/anna/.ssh/id_rsa failed', 'open ~ failed'],
  ['the name of the user', 'process of anna (run)', 'process of [user] (run)'],
  ['the name of the machine', 'process 7 on annas-box', 'process 7 on [user]'],
  ['other places', 'open /tmp/foo/bar.txt, C:\\Users\\x\\y.ts', 'open [path], [path]'],
  ['a file of the project', 'src/cart.ts(3,1) is not cart.ts', '[file](3,1) is not [file]'],
  ['a file with a space', 'in lib/Zahlung neu.ts.', 'in [file].'],
  ['files that nobody named', 'see tsconfig.json and .env.local', 'see [file] and [file]'],
  ['code in quotes', "Cannot find name 'PriceTable'.", "Cannot find name '…'."],
  ['addresses', 'see https://user:pw@git.example.com/x?y=z.', 'see [url]'],
  ['addresses of git', 'git@github.com:anna/secret-shop.git denied', '[url] denied'],
  ['mail addresses', 'by anna@example.com', 'by [email]'],
  ['numbers of machines', 'connect 10.1.2.3:8080 failed', 'connect [address] failed'],
  ['known secrets', 'got hunter2hunter2!', 'got [secret]!'],
  ['tokens by their looks', 'ghp_abcdefghijklmnop1234 sk-abcdefgh12345678', '[secret] [secret]'],
  ['tokens by their names', 'API_KEY=abc PASSWORD: "x y"', 'API_KEY=[secret] PASSWORD: [secret]'],
  ['tokens of requests', 'with Bearer abcdefghijk', 'with Bearer [secret]'],
  ['signed tokens', 'eyJhbGciOi.eyJzdWIiOi.sflKxw', '[secret]'],
  ['keys', '-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----', '[secret]'],
  [
    'an address with a token in it',
    'access https://u:ghp_abcdefgh12345678@github.com/acme/shop.git/: 403',
    'access [url] 403',
  ],
  ['an address with a known secret in it', 'https://u:hunter2hunter2@git.io/a/b', '[url]'],
  ['an address with a password with a blank', 'at http://u:one two@git.io/a', 'at [url]'],
  ['addresses of git that are written another way', 'git@git.io/acme/shop.git', '[url]'],
  ['addresses of git without a user', 'from git.io:acme/shop.git', 'from [url]'],
  [
    'new addresses of machines',
    'at 2001:db8::ff00:42:8329, ::1, fe80::1%eth0',
    'at [address], [address], [address]',
  ],
  ['long new addresses of machines', '2001:db8:0:0:0:ff00:42:8329 refused', '[address] refused'],
  ['addresses within addresses', 'http://[2001:db8::1]:8680/mcp failed', '[url] failed'],
  [
    'names of machines that are not found',
    'getaddrinfo ENOTFOUND git.acme',
    'getaddrinfo ENOTFOUND [address]',
  ],
  [
    'secrets that are options',
    'run x --api-key abc123 --token=abc',
    'run x --api-key [secret] --token=[secret]',
  ],
  [
    'secrets that follow their name',
    'PASSWORD hunter2, password is hunter3',
    'PASSWORD [secret] password is [secret]',
  ],
  ['names in other letters', 'in größe.md, docs/Größe.md, файл.ts', 'in [file], [file], [file]'],
  ['names that are written in parts', 'in gro\u0308ße.md', 'in [file]'],
  ['folders with blanks', 'C:\\Users\\Jane Doe\\shop\\a.ts was edited', '[path] was edited'],
  ['folders of servers', '\\\\server\\my share\\z.ts', '[path]'],
  [
    'folders with blanks in the project',
    '/home/anna/work/secret-shop/My Plan/a b.ts is gone',
    '[project] is gone',
  ],
  ['folders with blanks at home', '/home/anna/My Work/a.ts is gone', '~ is gone'],
  ['files with blanks that nobody named', 'src/Secret Plan.ts was edited', '[file] was edited'],
  ['folders with blanks of files', 'Neue Kasse is gone', '[file] is gone'],
  ['folders with brackets', '/srv/(shop)/[id]/page.tsx is gone', '[path] is gone'],
  ['hashes', 'commit 0123456789abcdef0123456789abcdef01234567', 'commit [id]'],
];

const kept: readonly string[] = [
  'its worker was lost twice: exit 137',
  "git 2.30.2 is too old; it's from 2021",
  'npm ERR! code E404',
  'parallel · local, 4 workers, 12.3 s',
  'the runner left no result',
  'at 12:34:56 a::worker of 3:1 ended',
  'Unexpected token < in JSON',
];

describe('a report', () => {
  for (const [what, before, after] of taken) {
    it(`does not tell ${what}`, () => equal(scrub(before), after));
  }

  for (const text of kept) it(`still tells: ${text}`, () => equal(scrub(text), text));

  it('tells names of files when somebody agrees to that, and only within the project', () => {
    equal(scrubKeeping('src/cart.ts:3 and tsconfig.json'), 'src/cart.ts:3 and tsconfig.json');
    equal(scrubKeeping('/home/anna/work/secret-shop/src/cart.ts'), '[project]/src/cart.ts');
    equal(scrubKeeping('/home/anna/.ssh/id_rsa and /etc/hosts'), '~ and [path]');
  });

  it('takes out code and secrets whatever somebody agrees to', () => {
    ok(!scrubKeeping("Cannot find name 'PriceTable'.").includes('PriceTable'));
    ok(!scrubKeeping('token=abcdefgh').includes('abcdefgh'));
  });

  it('takes out folders with blanks outside of the project whatever somebody agrees to', () => {
    equal(scrubKeeping('/srv/Big Plan/src/x y.ts is gone'), '[path] is gone');
    equal(scrubKeeping('C:\\Users\\Jane Doe\\x.ts'), '[path]');
  });

  it('can do without a home folder, a name, or a project', () => {
    const nobody = {
      homeFolder: '/',
      userName: '',
      hostName: '',
      folders: [],
      files: [],
      secrets: [''],
    };
    const scrubNobody = createScrubber(nobody, { keepsFileNames: true });
    equal(scrubNobody('all is well at 3/8'), 'all is well at 3/8');
  });
});
