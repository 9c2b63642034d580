import type { HttpError } from '../httpError.ts';

/**
 * A resource goes out of service after failed exchanges (of an Entra token for an ACS token) for this many different people in
 * a row. A single user, with a token on which ACS fails, cannot put a resource out of service.
 */
const peopleBeforeOut = 3;
/** The pause until the first probe, which is an exchange that tries a resource again. Each failed probe doubles the pause. */
const firstPauseMs = 5_000;
/** The longest pause between two probes. */
const longestPauseMs = 60_000;

/** Why a resource is out of service. */
export interface Outage {
  /** Whether ACS throttles the resource: a second person got a 429 before the first person's `Retry-After` was over. */
  readonly throttles: boolean;
  /** The error code of the failure that put the resource out, such as `acs_timeout`. */
  readonly code: string;
  /** What ACS answered, in a few words without secrets. */
  readonly detail: string;
  /** When the resource was put out, in milliseconds since 1970. */
  readonly since: number;
  /** When the next probe may run, in milliseconds since 1970. */
  readonly until: number;
}

export type HealthEvent = 'out' | 'stillOut' | 'back';

/** One running exchange at a resource. Exactly one of its methods must be called when the exchange has ended. */
export interface Turn {
  /** Reports that ACS has answered as it should, even if it refused the user. */
  succeed(): void;
  /** Reports that the resource has failed or throttles. @param person identifies the user */
  fail(person: string, error: HttpError): void;
  /** Reports that the exchange has not reached ACS, so it says nothing about the resource. */
  cancel(): void;
}

/** Watches whether a resource works. Each replica watches by itself (docs/decisions/token-service.md says why). */
export interface ResourceHealth {
  /** Begins an exchange. @returns null while the resource is out, except for one probe after each pause */
  takeTurn(): Turn | null;
  /**
   * Begins an exchange even if the resource is out, because no other resource is left.
   * @returns null until the `Retry-After` is over if ACS throttles the resource: earlier requests would prolong the throttling
   */
  insist(): Turn | null;
  /** @returns why the resource is out; null if it is in service */
  readOutage(): Outage | null;
}

/**
 * Creates the watch over one resource, which is in service at first.
 *
 * @param onEvent runs when the resource goes out of service, stays out after a failed probe, and comes back
 * @param now the clock, in milliseconds since 1970; by default that of this machine
 */
export function createHealth(
  onEvent: (event: HealthEvent, outage: Outage) => void,
  now: () => number = Date.now,
): ResourceHealth {
  let outage: Outage | null = null;
  let pauseMs = firstPauseMs;
  let isProbing = false;
  /** The people whose exchanges have failed since the last one that succeeded. */
  const failedPeople = new Set<string>();
  /** The last person whom ACS has throttled, until the end of the `Retry-After`. */
  let throttled = { person: '', until: 0 };

  /**
   * Notes a 429. @returns whether ACS throttles the resource, and not only this person: a single person could cause 429s on
   * purpose
   */
  const noteThrottling = (person: string, { code, headers }: HttpError): boolean => {
    if (code !== 'acs_throttled') return false;
    const isSecond = throttled.person !== person && now() < throttled.until;
    throttled = { person, until: now() + readRetryAfterMs(headers) };
    return isSecond;
  };
  const putOut = ({ code, detail = 'none', headers }: HttpError, throttles: boolean): void => {
    const isFirst = outage === null;
    // The pause doubles even if the outage lasts for the `Retry-After` instead.
    pauseMs = isFirst ? firstPauseMs : Math.min(pauseMs * 2, longestPauseMs);
    const lastsMs = throttles ? readRetryAfterMs(headers) : pauseMs;
    outage = { throttles, code, detail, since: outage?.since ?? now(), until: now() + lastsMs };
    failedPeople.clear();
    onEvent(isFirst ? 'out' : 'stillOut', outage);
  };
  const bringBack = (): void => {
    if (outage) onEvent('back', outage);
    outage = null;
  };

  /** An exchange at a resource that was in service when the exchange began. */
  const normalTurn: Turn = {
    succeed: () => failedPeople.clear(),
    fail(person, error) {
      // If the resource has gone out of service since this exchange began, the failure says nothing new.
      if (outage) return;
      failedPeople.add(person);
      const throttles = noteThrottling(person, error);
      if (throttles || failedPeople.size >= peopleBeforeOut) putOut(error, throttles);
    },
    cancel() {},
  };
  /** A probe or an exchange from `insist`: the resource was out when it began. */
  const createTurnWhileOut = (onEnd: () => void): Turn => ({
    succeed() {
      onEnd();
      bringBack();
    },
    fail(person, error) {
      onEnd();
      const throttles = noteThrottling(person, error);
      // A failure before `until` (of an exchange from `insist`) does not prolong the outage, unless ACS now throttles.
      if (outage && (now() >= outage.until || throttles)) putOut(error, throttles);
    },
    cancel: onEnd,
  });

  return {
    takeTurn() {
      if (!outage) return normalTurn;
      if (isProbing || now() < outage.until) return null;
      isProbing = true;
      return createTurnWhileOut(() => (isProbing = false));
    },
    insist() {
      if (!outage) return normalTurn;
      return outage.throttles && now() < outage.until ? null : createTurnWhileOut(() => {});
    },
    readOutage: () => outage,
  };
}

/** @returns how long ACS asks the service to wait. `translateAcsError` adds this header to each 429. */
const readRetryAfterMs = (headers: HttpError['headers']): number =>
  Number(headers['retry-after'] ?? 0) * 1000;
