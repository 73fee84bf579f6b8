import assert from 'node:assert/strict';
import { test } from 'node:test';
import { money } from '../src/domain/money.js';
import { formatDate, formatMoney, formatWeight, indent, plural, truncate } from '../src/text/format.js';
import { highlight, searchScore } from '../src/text/search.js';
import { slug, uniqueSlug } from '../src/text/slug.js';
import { countWords, keywords, tokenize } from '../src/text/tokenize.js';

test('money is shown with its symbol and grouped thousands', () => {
  assert.equal(formatMoney(money(123_456_705)), '€1,234,567.05');
  assert.equal(formatMoney(money(-250, 'USD')), '-$2.50');
});

test('small formatting helpers', () => {
  assert.equal(plural(1, 'unit'), '1 unit');
  assert.equal(plural(3, 'box', 'boxes'), '3 boxes');
  assert.equal(formatWeight(1_250), '1.3 kg');
  assert.equal(formatDate(new Date('2025-03-10T23:00:00Z')), '2025-03-10');
  assert.equal(truncate('Potting soil', 8), 'Potting…');
  assert.equal(indent('a\n\nb'), '  a\n\n  b');
});

test('slugs are plain and unique', () => {
  assert.equal(slug('  Schrauben & Dübel Größe 4 '), 'schrauben-and-duebel-groesse-4');
  assert.equal(slug('one two three', 8), 'one-two');
  assert.equal(uniqueSlug('Claw hammer', new Set(['claw-hammer'])), 'claw-hammer-2');
});

test('text is cut into tokens', () => {
  assert.deepEqual(
    tokenize('Screws 4x40, box of 100').map(({ text, kind }) => [text, kind]),
    [['screws', 'word'], ['4x40', 'code'], ['box', 'word'], ['of', 'word'], ['100', 'number']],
  );
  assert.deepEqual(keywords('the hammer and the nail'), ['hammer', 'nail']);
  assert.equal(countWords('red, Red and blue').get('red'), 2);
});

test('search scores names, tags and numbers', () => {
  const product = { sku: 'TL-1001', name: 'Claw hammer', tags: ['steel'] };
  assert.equal(searchScore('ham', product), 3);
  assert.equal(searchScore('tl-1001 steel', product), 7);
  assert.equal(searchScore('paint', product), 0);
  assert.equal(highlight('Claw hammer', 'ham'), 'Claw [ham]mer');
});
