/** No valid request nests its JSON as deeply. */
const maxDepth = 64;

/**
 * Tells whether a value is nested too deeply. JSON of any depth can be parsed, but writing it overflows the stack.
 * @param left levels that are still allowed.
 */
export const tooDeep = (value: unknown, left = maxDepth): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (left === 0 || Object.values(value).some((inner) => tooDeep(inner, left - 1)));
