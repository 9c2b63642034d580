/** A random generator that makes the same choices for the same seed. */
export interface Random {
  /** @returns a whole number from 0 up to, but not including, `below`. */
  below(below: number): number;
  pick<T>(list: readonly T[]): T;
  /** @param probability from 0 to 1. */
  chance(probability: number): boolean;
}

/** @param seed any whole number. The generator is Mulberry32: small, fast, and good enough for tests. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    below,
    pick(list) {
      const chosen = list[below(list.length)];
      if (chosen === undefined) throw new Error('There is nothing to pick from.');
      return chosen;
    },
    chance: (probability) => next() < probability,
  };
}

/**
 * @returns the seeds to try: those in the environment's `SEEDS`, separated by commas; `count` new ones when it
 *   is `new`; else the same `count` every time, so that what failed once fails again.
 */
export function seeds(count: number): number[] {
  const given = process.env['SEEDS'];
  if (given && given !== 'new') return given.split(',').map(Number);
  const first = given ? Math.floor(Math.random() * 1_000_000) : 1;
  return Array.from({ length: count }, (_, i) => first + i);
}
