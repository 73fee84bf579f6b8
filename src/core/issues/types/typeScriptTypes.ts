import type { IssueType } from '../../protocol/issueType.ts';

// Numbers as in the compiler's own table of messages, versions 5.9 and 6.0.
const numbersByType: readonly (readonly [IssueType, readonly number[]])[] = [
  [
    'import_error',
    [
      1192, 1202, 1205, 1259, 1286, 1287, 1295, 1361, 1362, 1448, 1471, 1479, 1484, 1485, 2304,
      2305, 2306, 2307, 2308, 2440, 2459, 2460, 2497, 2498, 2503, 2552, 2594, 2595, 2596, 2597,
      2598, 2613, 2614, 2616, 2617, 2686, 2694, 2724, 2732, 2792, 2833, 2834, 2835, 2846, 2865,
      2866, 2876, 2877, 2882, 5097, 6137, 6142, 6263, 7042,
    ],
  ],
  ['dependency', [2343, 2354, 2580, 2581, 2582, 2591, 2592, 2593, 2688, 2867, 2868, 2875, 7016]],
  ['dead_code', [2578, 2695, 2842, 6133, 6138, 6192, 6196, 6198, 6199, 6205, 7027, 7028]],
  [
    'refurb',
    [1540, 6385, 6387, 80001, 80002, 80003, 80004, 80005, 80006, 80007, 80008, 80009, 80010],
  ],
  ['warning', [7029]],
];

const typeByNumber: ReadonlyMap<number, IssueType> = new Map(
  numbersByType.flatMap(([type, numbers]) => numbers.map((number) => [number, type])),
);

/** @param code the number of an error of the TypeScript compiler, such as `6133`. */
export function typeOfTypeScriptCode(code: string): IssueType {
  const number = Number(code);
  // The checks of regular expressions came together, in 5.5.
  if (number >= 1499 && number <= 1538) return 'regex_validation';
  return typeByNumber.get(number) ?? 'type_error';
}
