import { equal, ok } from 'node:assert/strict';
import { createScrubber, type Identity } from '../../../src/extension/host/report/scrubber.ts';

const identity: Identity = {
  homeFolder: '/home/anna',
  userName: 'anna',
  hostName: 'annas-box',
  folders: ['/home/anna/work/secret-shop'],
  files: ['src/cart.ts', 'lib/Zahlung neu.ts'],
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
  ['hashes', 'commit 0123456789abcdef0123456789abcdef01234567', 'commit [id]'],
];

const kept: readonly string[] = [
  'its worker was lost twice: exit 137',
  "git 2.30.2 is too old; it's from 2021",
  'npm ERR! code E404',
  'parallel · local, 4 workers, 12.3 s',
  'the runner left no result',
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
