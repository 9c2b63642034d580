import type { Caller } from '../auth/caller.ts';
import type { Exchange } from '../exchange/acsExchange.ts';
import { HttpError } from '../httpError.ts';
import type { Log } from '../log.ts';
import { createRanking } from './rankResources.ts';
import {
  createHealth,
  type HealthEvent,
  type Outage,
  type ResourceHealth,
  type Turn,
} from './resourceHealth.ts';

/** The largest number of resources at which the service tries one exchange. All attempts must end before the client gives up. */
const maxAttempts = 2;
/** How long a person stays at a resource without an exchange. No ACS token of a Teams user lives longer than 90 minutes. */
const stayMs = 90 * 60_000;
/** How many people this replica remembers. Beyond that, it forgets the one whose last exchange is the oldest. */
const maxPeople = 100_000;

export interface SpreadResource {
  /** The host of the resource. It appears in the log, and the ranking depends on it. */
  readonly name: string;
  /** Exchanges at this resource, with a single attempt. */
  readonly exchange: Exchange;
}

export interface ResourceCounts {
  readonly inService: number;
  readonly total: number;
}

/**
 * Creates the exchange (of a Teams token for an ACS token) over several ACS resources. Each person has a ranking of the
 * resources, and the first resource that is in service gets the exchange. If it fails or throttles, the next one in the
 * ranking gets the exchange at once. While none is in service, the service still tries those that do not throttle.
 *
 * An ACS token names its resource, and no document says whether a running call accepts a token of another one. So a person
 * who has moved to another resource stays there, and the app keeps the old token during a call.
 *
 * @param resources two or more, with different names
 * @param log receives a line whenever a resource goes out of service or comes back
 * @param now the clock, in milliseconds since 1970; by default that of this machine
 */
export function spreadExchanges(
  resources: readonly SpreadResource[],
  log: Log,
  now: () => number = Date.now,
): { readonly exchange: Exchange; readonly countResources: () => ResourceCounts } {
  const rankFor = createRanking(resources.map(({ name }) => name));
  const countResources = (): ResourceCounts => ({
    inService: watchedResources.filter(({ health }) => health.readOutage() === null).length,
    total: watchedResources.length,
  });
  const logEvent = (resource: string, event: HealthEvent, outage: Outage): void => {
    const { inService, total } = countResources();
    if (event === 'back') {
      const outSeconds = Math.round((now() - outage.since) / 1000);
      // During this event, `countResources` still counts the resource as out of service.
      log('info', 'resource_back', { resource, outSeconds, inService: inService + 1, total });
      return;
    }
    log(inService === 0 ? 'error' : 'warn', event === 'out' ? 'resource_out' : 'resource_still_out', {
      resource,
      code: outage.code,
      detail: outage.detail,
      probeInSeconds: Math.ceil((outage.until - now()) / 1000),
      inService,
      total,
    });
  };
  const watchedResources: readonly WatchedResource[] = resources.map(({ name, exchange }) => ({
    name,
    exchange,
    health: createHealth((event, outage) => logEvent(name, event, outage), now),
  }));

  const movedPeople = createMovedPeople(now);
  /** @returns the indexes of `watchedResources` in the order in which to try them */
  const chooseOrder = (caller: Caller, ranking: readonly number[]): readonly number[] => {
    const movedTo = movedPeople.find(caller);
    const firstChoice = watchedResources[ranking[0] ?? 0];
    // While a person's first choice is out of service, it stays first in the order, so that this person's exchanges probe it.
    if (movedTo === null || firstChoice?.health.readOutage() !== null) return ranking;
    return [movedTo, ...ranking.filter((index) => index !== movedTo)];
  };

  return {
    countResources,
    async exchange(caller, teamsUserAadToken) {
      const ranking = rankFor(caller);
      const failures: Failure[] = [];
      // Tries the resources that are in service or due for a probe, and only then those that are out.
      for (const begin of ['takeTurn', 'insist'] as const) {
        for (const index of chooseOrder(caller, ranking)) {
          const resource = watchedResources[index];
          const wasTried = failures.some((failure) => failure.resource === resource);
          if (!resource || wasTried || failures.length === maxAttempts) continue;
          const turn = resource.health[begin]();
          if (!turn) continue;
          try {
            const acsToken = await runTurn(turn, resource.exchange, caller, teamsUserAadToken);
            movedPeople.remember(caller, index, ranking[0]);
            return acsToken;
          } catch (error) {
            if (!isFaultOfResource(error)) throw error;
            failures.push({ resource, error });
          }
        }
      }
      throw createFinalError(failures, watchedResources, now());
    },
  };
}

interface WatchedResource extends SpreadResource {
  readonly health: ResourceHealth;
}
interface Failure {
  readonly resource: WatchedResource;
  readonly error: HttpError;
}

/** Runs one exchange at one resource, and reports to the resource's health (by `turn`) how the exchange ended. */
async function runTurn(
  turn: Turn,
  exchange: Exchange,
  caller: Caller,
  teamsUserAadToken: string,
): ReturnType<Exchange> {
  try {
    const acsToken = await exchange(caller, teamsUserAadToken);
    turn.succeed();
    return acsToken;
  } catch (error) {
    if (isFaultOfResource(error)) turn.fail(`${caller.tid} ${caller.oid}`, error);
    else if (error instanceof HttpError && error.code.startsWith('acs_')) turn.succeed();
    else turn.cancel();
    throw error;
  }
}

/**
 * Tells whether an exchange failed because of the resource: ACS (prefix `acs_`) throttles, fails, does not answer, or refuses
 * the service. Otherwise ACS refused the user, whom another resource would refuse, too; or the service's own quota was used
 * up, but only for seconds.
 */
const isFaultOfResource = (error: unknown): error is HttpError =>
  error instanceof HttpError &&
  error.code.startsWith('acs_') &&
  (error.status >= 500 || error.code === 'acs_throttled');

/**
 * Creates the error of an exchange for which no resource has issued a token. The client gets the status of the last failure.
 * The log also gets the name of each tried resource, and how it failed.
 */
function createFinalError(
  failures: readonly Failure[],
  resources: readonly WatchedResource[],
  time: number,
): HttpError {
  const outages = resources.flatMap(({ health }) => health.readOutage() ?? []);
  const last = failures.at(-1)?.error;
  const tried = failures.map(({ resource, error }) => `${resource.name}: ${error.code}, ${error.detail}`);
  const state = `${outages.length} of ${resources.length} resources out`;
  const detail = [state, ...tried].join('; ');
  if (last) return new HttpError(last.status, last.code, { headers: last.headers, detail });
  // Every resource throttles, so none was tried.
  const seconds = Math.max(1, Math.ceil((Math.min(...outages.map(({ until }) => until)) - time) / 1000));
  return new HttpError(429, 'acs_throttled', {
    headers: { 'retry-after': String(seconds) },
    detail: `${state}, all throttled by ACS`,
  });
}

/**
 * Creates this replica's memory of the people who have moved: a resource other than their first choice serves them. Another
 * replica may send such a person back to the first choice. That does no harm: during a call, the app keeps its old token.
 *
 * @param now the clock, in milliseconds since 1970
 */
function createMovedPeople(now: () => number) {
  const people = new Map<string, { readonly resource: number; readonly until: number }>();
  const toKey = ({ tid, oid }: Caller) => `${tid} ${oid}`;
  return {
    /** @returns the index of the resource that served the person last; null if that was the first choice, or long ago */
    find(person: Caller): number | null {
      const moved = people.get(toKey(person));
      return moved && moved.until > now() ? moved.resource : null;
    },
    /** Remembers which resource has served a person. */
    remember(person: Caller, resource: number, firstChoice: number | undefined): void {
      const key = toKey(person);
      people.delete(key);
      if (resource === firstChoice) return;
      people.set(key, { resource, until: now() + stayMs });
      const [oldestKey] = people.keys();
      if (people.size > maxPeople && oldestKey !== undefined) people.delete(oldestKey);
    },
  };
}
