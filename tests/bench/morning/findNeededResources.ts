import type { Morning } from './capacity.ts';
import { simulateMorning } from './simulateMorning.ts';

/** What was measured with a number of resources that were all in service in the busiest moment. */
export interface Trial {
  readonly resourceCount: number;
  /** The share of the people who found the quota used up. */
  readonly waitingShare: number;
}

/**
 * Finds by trial how many resources the busiest moment needs: the smallest number with which no more people wait than
 * the morning allows. In a trial, people come for `seconds` as often as in the busiest moment.
 *
 * @param guess where the search begins
 * @returns the trials; the last number that sufficed is the result
 */
export async function findNeededResources(
  morning: Morning,
  peakPerSecond: number,
  options: { readonly guess: number; readonly seconds: number; readonly replicaCount: number },
  random: () => number,
): Promise<{ readonly needed: number; readonly trials: readonly Trial[] }> {
  const { guess, seconds, replicaCount } = options;
  const people = Math.round(peakPerSecond * seconds);
  const trials: Trial[] = [];
  const suffices = async (resourceCount: number): Promise<boolean> => {
    const { busyPeople } = await simulateMorning(
      { morning: { ...morning, people, signInSeconds: seconds }, resourceCount, replicaCount, faults: [] },
      random,
    );
    trials.push({ resourceCount, waitingShare: busyPeople / people });
    return busyPeople / people <= morning.waitingShare;
  };
  let needed = guess;
  if (await suffices(needed)) {
    while (needed > 1 && (await suffices(needed - 1))) needed -= 1;
  } else {
    do needed += 1;
    while (!(await suffices(needed)));
  }
  return { needed, trials };
}
