/** A random generator. Generators with the same seed make the same choices. */
export type Random = ReturnType<typeof createRandom>;

/** Creates a generator with the algorithm Mulberry32, which is small and fast. @param seed any whole number. */
export function createRandom(seed: number) {
  let state = seed >>> 0;
  /** @returns a number from 0 to less than 1. */
  const nextFraction = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number): number => Math.floor(nextFraction() * limit);
  return {
    below,
    /** @returns a random element. @throws when the list is empty. */
    pick<T>(list: readonly T[]): T {
      const item = list[below(list.length)];
      if (item === undefined) throw new Error('There is nothing to pick from.');
      return item;
    },
    chance: (probability: number): boolean => nextFraction() < probability,
  };
}
