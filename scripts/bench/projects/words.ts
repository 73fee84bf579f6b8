/** Numbers that look random and are the same in every bench (a linear congruential generator). */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

const syllables = ['ka', 'lo', 'mi', 'ner', 'pu', 'ra', 'sto', 'ti', 'vel', 'xo', 'ba', 'dre'];

/** A name that a program might have, such as `lomiStora`. */
export function randomWord(random: () => number): string {
  const count = 2 + Math.floor(random() * 3);
  const parts = Array.from({ length: count }, () => {
    return syllables[Math.floor(random() * syllables.length)] ?? '';
  });
  return parts.join('');
}
