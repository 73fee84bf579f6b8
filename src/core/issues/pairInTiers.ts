import { groupBy } from '../base/groupBy.ts';

/** What two items must have in common to be one; undefined when an item cannot be matched by it. */
export type TierKey<Item> = (item: Item) => string | undefined;

export interface Pairing<Before, After> {
  readonly pairs: readonly (readonly [Before, After])[];
  readonly onlyBefore: readonly Before[];
  readonly onlyAfter: readonly After[];
}

/**
 * Pairs items one to one, by the strictest key first. Items of the same key are paired in the order
 * given, so the caller sorts them. Takes time by the number of items, not of their pairs.
 */
export function pairInTiers<Item, Before extends Item, After extends Item>(
  before: readonly Before[],
  after: readonly After[],
  tiers: readonly TierKey<Item>[],
): Pairing<Before, After> {
  const onlyBefore = new Set(before);
  const onlyAfter = new Set(after);
  const pairs: (readonly [Before, After])[] = [];
  for (const keyOf of tiers) {
    const candidates = groupBy(onlyAfter, keyOf);
    for (const [key, group] of groupBy(onlyBefore, keyOf)) {
      if (key === undefined) continue;
      const partners = candidates.get(key) ?? [];
      for (const [index, partner] of partners.slice(0, group.length).entries()) {
        const item = group[index];
        if (item === undefined) continue;
        pairs.push([item, partner]);
        onlyBefore.delete(item);
        onlyAfter.delete(partner);
      }
    }
  }
  return { pairs, onlyBefore: [...onlyBefore], onlyAfter: [...onlyAfter] };
}
