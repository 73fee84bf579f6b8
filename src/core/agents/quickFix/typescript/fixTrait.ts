import type { TypeScriptLibrary } from '../../../checkers/typescript/typeScriptInstallation.ts';
import { findRemoval } from './codeRemoval.ts';
import type { FixAtHand } from './fixAtHand.ts';
import { addsSilence } from './silence.ts';
import { isFarFetched, namesLibraryGlobal } from './spelling.ts';

/**
 * What a fix does, as far as its worth depends on it:
 * - `silences`: it adds the type `any`, or a comment that switches a check off;
 * - `hasRivals`: another fix for the same diagnostic does the same job in another way;
 * - `isFarFetched`: it takes a rather different name for what was meant;
 * - `namesLibraryGlobal`: it takes a global of JavaScript or of the browser for what was meant;
 * - `prefixesName`: it renames `x` to `_x`;
 * - `removesDeclaration`: it deletes a function, a class, a type, a member, a parameter;
 * - `removesEffect`: it deletes a call or anything else that does something when it runs.
 */
export type FixTrait =
  | 'silences'
  | 'hasRivals'
  | 'isFarFetched'
  | 'namesLibraryGlobal'
  | 'prefixesName'
  | 'removesDeclaration'
  | 'removesEffect';

/** An import of the exact name is a rival of every similar name. */
const rivals: Readonly<Record<string, readonly string[]>> = {
  import: ['import'],
  spelling: ['import', 'spelling'],
};

function hasRivals({ fix, alternatives }: FixAtHand): boolean {
  const names = rivals[fix.fixName] ?? [];
  return alternatives.some((other) => other !== fix && names.includes(other.fixName));
}

function prefixesName({ fix, file }: FixAtHand): boolean {
  const changes = fix.changes.flatMap(({ textChanges }) => textChanges);
  return changes.some(({ span, newText }) => {
    const name = file.text.slice(span.start, span.start + span.length).trim();
    return name !== '' && newText.trim().endsWith(`_${name}`);
  });
}

function unusedTraits(library: TypeScriptLibrary, hand: FixAtHand): FixTrait[] {
  const removal = findRemoval(library, hand);
  return [
    ...(prefixesName(hand) ? (['prefixesName'] as const) : []),
    ...(removal.isDeclaration ? (['removesDeclaration'] as const) : []),
    ...(removal.hasEffect ? (['removesEffect'] as const) : []),
  ];
}

function spellingTraits(library: TypeScriptLibrary, hand: FixAtHand): FixTrait[] {
  return [
    ...(isFarFetched(library, hand) ? (['isFarFetched'] as const) : []),
    ...(namesLibraryGlobal(library, hand) ? (['namesLibraryGlobal'] as const) : []),
  ];
}

export function traitsOf(library: TypeScriptLibrary, hand: FixAtHand): ReadonlySet<FixTrait> {
  const { fixName, changes } = hand.fix;
  return new Set<FixTrait>([
    ...(addsSilence(library, hand.program, changes) ? (['silences'] as const) : []),
    ...(hasRivals(hand) ? (['hasRivals'] as const) : []),
    ...(fixName === 'spelling' ? spellingTraits(library, hand) : []),
    ...(fixName === 'unusedIdentifier' ? unusedTraits(library, hand) : []),
  ]);
}
