import { createStore } from '../base/store.ts';

/** What a colleague's calendar says about now: until when the colleague is busy or out of the office, in milliseconds since 1970. */
export interface BusyTime {
  readonly kind: 'busy' | 'oof';
  readonly until: number;
  /** Whether `until` is on another day, so that the time alone would mislead the user. */
  readonly isBeyondToday: boolean;
}

/**
 * Asks whether colleagues are busy now, and never rejects.
 * @param addresses at most `maxAddresses` sign-in names
 * @returns the answers by address; a colleague without an answer is missing. `null` if the request failed or is not allowed
 */
export type RequestSchedules = (
  addresses: readonly string[],
) => Promise<ReadonlyMap<string, BusyTime | null> | null>;

/** Graph answers for 20 calendars in one request. */
const maxAddresses = 20;
/** How many milliseconds newly shown people are collected before the request for them. */
const collectMs = 100;
/** How many milliseconds an answer is kept. A colleague may accept a meeting that begins at once, but seldom does. */
const keepMs = 5 * 60_000;
/** How many milliseconds to wait after a failure. */
const pauseMs = 60_000;

/**
 * Creates the access to colleagues' calendars. It asks only about people whom a component shows, and about all of them together.
 * @param findAddress finds the sign-in name of a person (object id), which is usually the e-mail address too; `null` without one
 */
export function createSchedules(
  requestSchedules: RequestSchedules,
  findAddress: (oid: string) => Promise<string | null>,
) {
  const busyTimes = createStore<ReadonlyMap<string, BusyTime | null>>(new Map());
  /** Until when no request asks about a person (object id) again, in milliseconds since 1970. */
  const nextRequestAt = new Map<string, number>();
  let waiting = new Set<string>();

  const ask = async (oids: readonly string[]) => {
    const addresses = new Map<string, string>();
    await Promise.all(
      oids.map(async (oid) => {
        const address = await findAddress(oid);
        if (address !== null) addresses.set(oid, address.toLowerCase());
      }),
    );
    if (addresses.size === 0) return;
    const answer = await requestSchedules([...addresses.values()]);
    const changed = new Map(busyTimes.get());
    for (const [oid, address] of addresses) {
      nextRequestAt.set(oid, Date.now() + (answer ? keepMs : pauseMs));
      changed.set(oid, answer?.get(address) ?? null);
    }
    busyTimes.set(changed);
  };
  const askAll = () => {
    const oids = [...waiting];
    waiting = new Set();
    for (let first = 0; first < oids.length; first += maxAddresses)
      void ask(oids.slice(first, first + maxAddresses));
  };
  return {
    /** Maps object ids to what the calendars have said last; `null` for a colleague who is not busy, or of whom nothing is known. */
    busyTimes,
    /** Asks about a person, unless the last answer is new. */
    request(oid: string): void {
      if (waiting.has(oid) || Date.now() < (nextRequestAt.get(oid) ?? 0)) return;
      nextRequestAt.set(oid, Date.now() + pauseMs);
      if (waiting.size === 0) setTimeout(askAll, collectMs);
      waiting.add(oid);
    },
  };
}

export type Schedules = ReturnType<typeof createSchedules>;
