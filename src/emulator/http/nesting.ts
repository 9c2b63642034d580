/** Deeper than anything that is asked of the emulator. */
const deepest = 64;

/**
 * @param value as JSON was read: reading goes to any depth, writing it again would run out of stack.
 * @param left how deep it may still go.
 */
export const tooDeep = (value: unknown, left = deepest): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (left === 0 || Object.values(value).some((inner) => tooDeep(inner, left - 1)));
