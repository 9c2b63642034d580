import { countPerWindow, windowSeconds } from '../../../src/server/exchange/quota.ts';
import { attemptTimeoutMs } from '../../../src/server/resources/createResources.ts';

/**
 * Seconds before the expiry of an ACS token at which the app renews it: `expiringSoonIntervalInMs` of
 * @azure/communication-common 2.5.0.
 */
export const renewedBeforeSeconds = 600;

/** The morning for which `planCapacity` counts the resources. */
export interface Morning {
  readonly people: number;
  /** Seconds within which all people sign in, at random times: at most 100 minutes, before anybody renews twice. */
  readonly signInSeconds: number;
  /**
   * Seconds for which an ACS token lives, evenly distributed between the two. An ACS token expires with the Entra token
   * for which it was exchanged, and Entra gives a token 60 to 90 minutes.
   * @see https://learn.microsoft.com/javascript/api/@azure/communication-identity/communicationidentityclient
   * @see https://learn.microsoft.com/entra/identity-platform/configurable-token-lifetimes#access-tokens
   */
  readonly tokenSeconds: { readonly shortest: number; readonly longest: number };
  /**
   * The number of exchanges that ACS allows a resource in 30 s.
   * @see https://learn.microsoft.com/azure/communication-services/concepts/service-limits#identity
   */
  readonly quota: number;
  /** The largest share of people who may have to wait for a place in the quota, in the busiest minute. */
  readonly waitingShare: number;
  /** Seconds that an exchange takes at a resource that works. */
  readonly exchangeSeconds: number;
  /** Seconds for which one of the resources is out, within the time of the sign-ins. */
  readonly outSeconds: number;
}

/** A million people who sign in within an hour, with the values that Microsoft documents. One resource is out for ten minutes. */
export const workingMorning: Morning = {
  people: 1_000_000,
  signInSeconds: 3_600,
  tokenSeconds: { shortest: 3_600, longest: 5_400 },
  quota: 500,
  waitingShare: 0.01,
  exchangeSeconds: 0.1,
  outSeconds: 600,
};

/** Computes how many ACS resources a service needs. docs/capacity.md explains each step. */
export function planCapacity(morning: Morning) {
  const { people, signInSeconds, tokenSeconds, quota, waitingShare, exchangeSeconds, outSeconds } = morning;
  // A window begins with its first exchange, so chance decides only about the places after the first.
  // People who wait come again, and need a place again.
  /** Exchanges in a second at one resource at which no more than `waitingShare` of the people wait. */
  const plannedPerSecond =
    findPlannedMean(countPerWindow(quota) - 1, waitingShare) / windowSeconds / (1 + waitingShare);
  const earliest = tokenSeconds.shortest - renewedBeforeSeconds;
  const latest = tokenSeconds.longest - renewedBeforeSeconds;
  const signInsPerSecond = people / signInSeconds;
  const steadyPerSecond = people / ((earliest + latest) / 2);
  // When the last person signs in, this share of the people who signed in at each earlier moment has renewed.
  const peakPerSecond = signInsPerSecond * (1 + shareBefore(signInSeconds, earliest, latest));
  const peakResources = Math.ceil(peakPerSecond / plannedPerSecond);
  const exchanges = people + signInsPerSecond * sumOfSharesBefore(signInSeconds, earliest, latest);
  const resources = peakResources + 1;
  return {
    /** Exchanges in a second of all people, hours after the morning, when each person only renews tokens. */
    steadyPerSecond,
    /** Exchanges in a second in the busiest moment: the last people sign in while the first ones renew. */
    peakPerSecond,
    /** Resources for the steady state, without one to spare. */
    steadyResources: Math.ceil(steadyPerSecond / plannedPerSecond),
    /** Resources for the busiest moment, without one to spare. */
    peakResources,
    /** Resources for the busiest moment while one of them is out. */
    resources,
    /** Exchanges until the last person has signed in, at all resources. */
    exchanges,
    /** Exchanges at a resource that is in service all the time. It also gets its part of those of the one that is out. */
    exchangesPerResource: (exchanges / resources) * (1 + outSeconds / signInSeconds / (resources - 1)),
    /**
     * The longest wait for a token: that of a person whose resource hangs when no replica knows it yet. The attempt ends after
     * its time limit, and the next resource answers.
     */
    longestWaitSeconds: attemptTimeoutMs / 1000 + exchangeSeconds,
  };
}

/** The share of an even distribution from `from` to `to` that lies before `value`. */
const shareBefore = (value: number, from: number, to: number): number =>
  Math.min(1, Math.max(0, (value - from) / (to - from)));

/** The integral of `shareBefore` from 0 to `value`. */
function sumOfSharesBefore(value: number, from: number, to: number): number {
  const rising = Math.min(Math.max(value, from), to) - from;
  return rising ** 2 / (2 * (to - from)) + Math.max(0, value - to);
}

/** Which share of the people finds a window of `places` full, if on average `mean` arrive in it at random (Poisson). */
export function shareThatWaits(mean: number, places: number): number {
  let logarithm = -mean;
  let waiting = 0;
  // Beyond ten standard deviations nothing is left to add.
  const last = Math.ceil(Math.max(mean, places) + 10 * Math.sqrt(mean) + 10);
  for (let count = 1; count <= last; count += 1) {
    logarithm += Math.log(mean / count);
    if (count > places) waiting += (count - places) * Math.exp(logarithm);
  }
  return waiting / mean;
}

/** Finds the largest mean at which no more than this share of the people waits. */
function findPlannedMean(places: number, waitingShare: number): number {
  let [low, high] = [0, places];
  for (let step = 0; step < 50; step += 1) {
    const mean = (low + high) / 2;
    if (shareThatWaits(mean, places) <= waitingShare) low = mean;
    else high = mean;
  }
  return low;
}
