/** What happens to one incoming call of a receptionist's hour. */
export type Handling =
  /** The receptionist transfers the call at once, or after a consultation. */
  | { readonly kind: 'transfer' | 'consult'; readonly target: Colleague }
  /** A bot declines the consultation, or is busy. The receptionist resumes the call, and transfers it to the target. */
  | { readonly kind: 'consultFails'; readonly bot: FailingBot; readonly target: Colleague }
  /** The consulted bot does not answer. The receptionist cancels the consultation, and transfers the call to the target. */
  | { readonly kind: 'consultCancelled'; readonly target: Colleague }
  /** A bot declines the transfer, or is busy. The receptionist resumes the call, and says so to the caller. */
  | { readonly kind: 'transferFails'; readonly bot: FailingBot }
  /** The receptionist answers a question, and one of the two hangs up. */
  | { readonly kind: 'userHangsUp' | 'callerHangsUp' }
  | { readonly kind: 'givesUpRinging' | 'givesUpOnHold' };

export type Colleague = 'Bob Baker' | 'Carol Chen';
export type FailingBot = 'Decline (bot)' | 'Busy (bot)';

export interface PlannedCall {
  /** The number of the caller in the emulator's crowd, from 1. */
  readonly caller: number;
  readonly handling: Handling;
}

/** @returns a function that returns numbers from 0 to below 1, always the same ones for the same seed (mulberry32) */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 2 ** 32;
  };
}

function shuffle<T>(items: readonly T[], random: () => number): T[] {
  return items
    .map((item) => ({ item, order: random() }))
    .toSorted((first, second) => first.order - second.order)
    .map(({ item }) => item);
}

/** The number of calls in one part of an hour. An hour has whole parts. */
const callsPerPart = 20;

/**
 * Plans 20 calls, of which 13 are transferred. They come in peaks of three callers at once, in pairs, and alone. In one peak a
 * caller gives up on hold, and in another peak a caller gives up while the call rings.
 */
function planPart(part: number, random: () => number): Handling[][] {
  const colleagues: readonly Colleague[] = ['Bob Baker', 'Carol Chen'];
  const bots: readonly FailingBot[] = ['Decline (bot)', 'Busy (bot)'];
  const target = colleagues[part % 2] ?? 'Bob Baker';
  const bot = bots[part % 2] ?? 'Busy (bot)';
  const otherBot = bots[(part + 1) % 2] ?? 'Busy (bot)';
  const handlings = shuffle<Handling>(
    [
      ...Array.from({ length: 8 }, (_, index) => ({
        kind: 'transfer' as const,
        target: colleagues[index % 2] ?? target,
      })),
      ...Array.from({ length: 3 }, () => ({ kind: 'consult' as const, target })),
      { kind: 'consultFails', bot, target },
      { kind: 'consultCancelled', target },
      { kind: 'transferFails', bot: otherBot },
      { kind: 'userHangsUp' },
      { kind: 'userHangsUp' },
      { kind: 'callerHangsUp' },
      { kind: 'callerHangsUp' },
    ],
    random,
  );
  const take = (count: number) => handlings.splice(0, count);
  const groups: Handling[][] = [
    [{ kind: 'givesUpOnHold' }, ...take(2)],
    [...take(2), { kind: 'givesUpRinging' }],
    take(3),
    take(3),
    take(2),
    take(2),
    ...take(4).map((handling) => [handling]),
  ];
  return shuffle(groups, random);
}

/**
 * Plans the calls of an hour, always the same ones for the same seed.
 * @param callCount a multiple of 20
 * @returns the callers in groups. The callers of a group ring at the same time.
 */
export function planHour(callCount: number, seed: number): readonly (readonly PlannedCall[])[] {
  const random = createRandom(seed);
  const parts = Array.from({ length: callCount / callsPerPart }, (_, part) => planPart(part, random));
  let caller = 0;
  return parts.flat().map((group) => group.map((handling) => ({ caller: (caller += 1), handling })));
}
