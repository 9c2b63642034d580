import { isOffline } from '../base/isOffline.ts';
import { joinStops, listenTo } from '../base/subscriptions.ts';

/** A person's presence in the app's words. */
export type Presence =
  | 'available'
  | 'busy'
  | 'inACall'
  | 'inAMeeting'
  | 'presenting'
  | 'doNotDisturb'
  | 'beRightBack'
  | 'away'
  | 'outOfOffice'
  | 'offline';

/** A person's presence in Graph's words, for example `Busy` and `InACall`. */
export interface GraphPresence {
  readonly availability: string;
  readonly activity: string;
}
interface AnsweredPresence extends GraphPresence {
  /** The status message that the person has written, for example *Back on Monday*; missing without one. */
  readonly message?: string;
}
/** Requests the presence of at most 650 people (object ids), and never rejects. `states` maps object ids to presence. */
export type RequestPresence = (oids: readonly string[]) => Promise<
  | { readonly ok: true; readonly states: ReadonlyMap<string, AnsweredPresence> }
  /** `refused` is `true` if the app has no permission, so that it must not ask again. */
  | { readonly ok: false; readonly refused: boolean; readonly retryAfterSeconds: number }
>;

/** Milliseconds from one request to the next, which covers everyone whom the user has scrolled to meanwhile. */
const pollEveryMs = 15_000;
/**
 * Longer intervals, the longest first: after `unchangedMs` without a change, requests follow every `everyMs`. Microsoft allows
 * 1,500 requests in 30 s for all pages of a tenant together, and most people's presence changes only a few times an hour.
 */
const slowerPolls: readonly { readonly unchangedMs: number; readonly everyMs: number }[] = [
  { unchangedMs: 600_000, everyMs: 60_000 },
  { unchangedMs: 120_000, everyMs: 30_000 },
];
/** Milliseconds to wait after a failed request. Each further failure doubles the time, and Graph may ask for more. */
const firstPauseMs = 15_000;
const longestPauseMs = 60_000;
// A user wants to see at once whether the people on the screen are free: at the start, after a search, and after scrolling. So a
// request for people who have just appeared may come early, a few times a minute.
const maxEarlyRequests = 6;
const minuteMs = 60_000;
/** The app no longer shows a presence that Graph has last confirmed this long ago. */
const longestAgeMs = 600_000;
/** How long Graph may still say *In a call* after the user's own call with a person has ended. */
const callEndDelayMs = 5_000;
/** How long newly watched people are collected before the first request for them. */
const collectMs = 50;
/** How long requests still include a person whom no component shows any more: the user may scroll back. */
const keepMs = 120_000;
/** Graph's limit for one request. */
const maxPeople = 650;

// These two tables map Graph's words to the app's. `activity` is more precise than `availability`, so it is used first.
// https://learn.microsoft.com/graph/api/resources/presence
const byActivity: Record<string, Presence> = {
  InACall: 'inACall',
  InAConferenceCall: 'inACall',
  InAMeeting: 'inAMeeting',
  Presenting: 'presenting',
  OutOfOffice: 'outOfOffice',
};
const byAvailability: Record<string, Presence> = {
  Available: 'available',
  AvailableIdle: 'available',
  Busy: 'busy',
  BusyIdle: 'busy',
  DoNotDisturb: 'doNotDisturb',
  BeRightBack: 'beRightBack',
  Away: 'away',
  Offline: 'offline',
};

/** @returns `null` for words that the app does not know, and without a state */
const toPresence = (state: GraphPresence | undefined): Presence | null =>
  (state && (byActivity[state.activity] ?? byAvailability[state.availability])) ?? null;

const offlineAnswer: Awaited<ReturnType<RequestPresence>> = {
  ok: false,
  refused: false,
  retryAfterSeconds: 0,
};

interface WatchedPerson {
  readonly listeners: Set<() => void>;
  /** When the last listener was removed, in milliseconds since 1970; `null` while there are listeners. */
  unwatchedAt: number | null;
  /** What Graph has said last, or what the app has set since; `null` if not known. */
  presence: Presence | null;
  /** The person's status message; empty if there is none, or while it is not known. */
  message: string;
  /** When Graph confirmed the presence, in milliseconds since 1970. */
  confirmedAt: number;
  /** How old the presence is, in whole minutes. It grows only while requests fail. Offline, it is at least 1. */
  ageMinutes: number;
  wasRequested: boolean;
}

/**
 * Creates the access to presence. A component watches a person while it shows the presence. While the page is visible, a request
 * for all watched people follows every 15 s, and less often while nothing changes or requests fail. A person with whom the user
 * is in a call is shown as *In a call* at once, because Graph learns of the call later than the user.
 */
export function createPresences(requestPresence: RequestPresence) {
  const people = new Map<string, WatchedPerson>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  // Times are in milliseconds since 1970.
  let nextRequestAt = 0;
  let sentAt = 0;
  /** Until when no request may be sent after a failure. */
  let busyUntil = 0;
  /** When the last early requests were sent. */
  let earlyRequests: number[] = [];
  let isRefused = false;
  /** When a presence last changed, or the user last came back to the page. */
  let changedAt = 0;
  let failures = 0;
  let isRequesting = false;
  let stopListening = () => {};
  /** Object ids of the people with whom the user is in a call. */
  let callPartners: ReadonlySet<string> = new Set();
  /** The calls with people that have just ended: when, in milliseconds since 1970. */
  let callEnds: readonly { readonly oid: string; readonly at: number }[] = [];

  const isWatched = ({ listeners }: WatchedPerson) => listeners.size > 0;
  const isAnyoneWatched = () => [...people.values()].some(isWatched);
  const isVisible = () => document.visibilityState === 'visible';
  /** Whether a request for new people may be sent before `nextRequestAt`. */
  const mayBeEarly = () => {
    const hasNewPeople = [...people.values()].some((person) => isWatched(person) && !person.wasRequested);
    const recentRequests = earlyRequests.filter((earlyAt) => earlyAt + minuteMs > Date.now());
    return hasNewPeople && recentRequests.length < maxEarlyRequests;
  };
  const scheduleRequest = () => {
    clearTimeout(timer);
    if (isRefused || isRequesting || !isAnyoneWatched() || !isVisible()) return;
    const dueAt = Math.max(mayBeEarly() ? 0 : nextRequestAt, busyUntil);
    timer = setTimeout(() => void sendRequest(), Math.max(collectMs, dueAt - Date.now()));
  };
  const forgetOldPeople = () => {
    for (const [oid, { unwatchedAt }] of people)
      if (unwatchedAt !== null && unwatchedAt + keepMs < Date.now()) people.delete(oid);
  };
  /** @returns the people for one request, with their object ids: those who are watched, and others if there is room */
  const choosePeople = () => {
    const entries = [...people];
    const watched = entries.filter(([, person]) => isWatched(person));
    const others = entries.filter(([, person]) => !isWatched(person));
    return [...watched, ...others].slice(0, maxPeople);
  };
  const computePollMs = () => {
    const unchangedMs = Date.now() - changedAt;
    return slowerPolls.find((slower) => unchangedMs >= slower.unchangedMs)?.everyMs ?? pollEveryMs;
  };
  /** Lets a user who comes back to the page see the latest presence soon. */
  const handleVisibility = () => {
    if (isVisible()) {
      changedAt = Date.now();
      nextRequestAt = Math.min(nextRequestAt, sentAt + pollEveryMs);
    }
    scheduleRequest();
  };
  const notify = ({ listeners }: WatchedPerson) => {
    for (const listener of listeners) listener();
  };
  const setPresence = (person: WatchedPerson, presence: Presence | null, message: string) => {
    const isSame = person.presence === presence && person.message === message && person.ageMinutes === 0;
    person.confirmedAt = Date.now();
    if (isSame) return;
    person.presence = presence;
    person.message = message;
    person.ageMinutes = 0;
    changedAt = Date.now();
    notify(person);
  };
  /** Keeps a presence that Graph did not confirm now, and notes its age, until it is too old. */
  const letAge = (person: WatchedPerson) => {
    const ageMs = Date.now() - person.confirmedAt;
    if (person.presence === null) return;
    if (isRefused || ageMs > longestAgeMs) return setPresence(person, null, '');
    const ageMinutes = Math.max(isOffline() ? 1 : 0, Math.floor(ageMs / minuteMs));
    if (ageMinutes === person.ageMinutes) return;
    person.ageMinutes = ageMinutes;
    notify(person);
  };
  /** Shows no presence as current once there is no network, and asks Graph as soon as there is one. */
  const handleNetwork = () => {
    if (isOffline()) {
      for (const person of people.values()) letAge(person);
      return;
    }
    failures = 0;
    busyUntil = 0;
    nextRequestAt = 0;
    scheduleRequest();
  };
  const isShownInCall = (oid: string) => {
    const presence = people.get(oid)?.presence;
    return callPartners.has(oid) && presence !== 'doNotDisturb' && presence !== 'presenting';
  };
  const listRecentEnds = () => callEnds.filter(({ at }) => at + callEndDelayMs > Date.now());
  /** Whether Graph says *In a call* because of the user's own call with the person, which runs or has just ended. */
  const isOwnCall = (oid: string, presence: Presence | null) =>
    presence === 'inACall' && (callPartners.has(oid) || listRecentEnds().some((end) => end.oid === oid));
  const sendRequest = async () => {
    forgetOldPeople();
    const chosenPeople = choosePeople();
    isRequesting = true;
    for (const [, person] of chosenPeople) person.wasRequested = true;
    sentAt = Date.now();
    const isEarly = sentAt < nextRequestAt;
    if (isEarly) earlyRequests = [...earlyRequests, sentAt].slice(-maxEarlyRequests);
    const answer = isOffline() ? offlineAnswer : await requestPresence(chosenPeople.map(([oid]) => oid));
    isRequesting = false;
    failures = answer.ok ? 0 : failures + 1;
    if (!answer.ok) {
      isRefused = answer.refused;
      const pauseMs = Math.min(longestPauseMs, firstPauseMs * 2 ** (failures - 1));
      busyUntil = Date.now() + Math.max(answer.retryAfterSeconds * 1000, pauseMs);
    }
    for (const [oid, person] of chosenPeople) {
      if (!answer.ok) {
        letAge(person);
        continue;
      }
      const state = answer.states.get(oid);
      const presence = toPresence(state);
      setPresence(person, isOwnCall(oid, presence) ? person.presence : presence, state?.message ?? '');
    }
    // After a failure, `busyUntil` alone delays the next request.
    nextRequestAt = sentAt + (answer.ok ? computePollMs() : pollEveryMs);
    scheduleRequest();
  };

  return {
    /** Shows a presence that the app has just set, until the next request. */
    assume(oid: string, presence: Presence): void {
      const person = people.get(oid);
      if (person) setPresence(person, presence, person.message);
    },
    /** @returns `null` if the presence is not known */
    get: (oid: string): Presence | null =>
      isShownInCall(oid) ? 'inACall' : (people.get(oid)?.presence ?? null),
    /** @returns how old the presence is, in whole minutes: more than 0 only while Graph does not answer */
    getAgeMinutes: (oid: string): number => (isShownInCall(oid) ? 0 : (people.get(oid)?.ageMinutes ?? 0)),
    /** Shows these people (object ids) as *In a call*, and asks Graph soon about those whose call has ended. */
    setCallPartners(oids: ReadonlySet<string>): void {
      const begun = [...oids].filter((oid) => !callPartners.has(oid));
      const ended = [...callPartners].filter((oid) => !oids.has(oid));
      if (begun.length + ended.length === 0) return;
      callPartners = oids;
      callEnds = [...listRecentEnds(), ...ended.map((oid) => ({ oid, at: Date.now() }))];
      for (const oid of [...begun, ...ended]) {
        const person = people.get(oid);
        if (person) notify(person);
      }
      nextRequestAt = Math.min(nextRequestAt, Date.now() + callEndDelayMs);
      scheduleRequest();
    },
    /** @returns the person's status message; empty if there is none, or while it is not known */
    getMessage: (oid: string): string => people.get(oid)?.message ?? '',
    /** Calls `listener` when the presence or the status message changes. @returns the function that stops watching */
    watch(oid: string, listener: () => void): () => void {
      if (!isAnyoneWatched())
        stopListening = joinStops(
          listenTo(document, ['visibilitychange'], handleVisibility),
          listenTo(globalThis, ['online', 'offline'], handleNetwork),
        );
      const person: WatchedPerson = people.get(oid) ?? {
        listeners: new Set(),
        unwatchedAt: null,
        presence: null,
        message: '',
        confirmedAt: 0,
        ageMinutes: 0,
        wasRequested: false,
      };
      people.set(oid, person);
      person.unwatchedAt = null;
      person.listeners.add(listener);
      if (person.listeners.size === 1) scheduleRequest();
      return () => {
        const wasListening = person.listeners.delete(listener);
        if (!wasListening || isWatched(person)) return;
        person.unwatchedAt = Date.now();
        if (isAnyoneWatched()) return;
        clearTimeout(timer);
        stopListening();
      };
    },
  };
}

export type Presences = ReturnType<typeof createPresences>;
