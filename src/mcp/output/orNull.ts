import * as z from 'zod';

/** Some clients know one type at a time: without words of its own, zod declares both at once. */
export function orNull<Shape extends z.ZodType>(shape: Shape) {
  return z.union([shape, z.null().describe('There is none.')]);
}
