/** The deepest accepted nesting of a JSON body. No valid request is nested nearly as deeply. */
const maxDepth = 64;

/**
 * Tells whether a value is nested too deeply. `JSON.parse` accepts any depth, but `JSON.stringify` of a very deep value
 * overflows the stack.
 */
export const isTooDeep = (value: unknown, levelsLeft = maxDepth): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (levelsLeft === 0 || Object.values(value).some((inner) => isTooDeep(inner, levelsLeft - 1)));
