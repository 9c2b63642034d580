/** The presence of a person, as the app words it. */
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

/** Maps object ids to Graph's words for the presence of people. */
type States = ReadonlyMap<string, { readonly availability: string; readonly activity: string }>;
/** Requests the presence of people. */
export type RequestPresence = (oids: readonly string[]) => Promise<
  | { readonly ok: true; readonly states: States }
  /**
   * `refused`: `true` if the app has no permission, so it must not ask again. Otherwise it may ask again after
   * `retryAfter` seconds.
   */
  | { readonly ok: false; readonly refused: boolean; readonly retryAfter: number }
>;

/** The presence of people. A component watches a person while it shows the presence. */
export interface Presences {
  /** @returns `null` if the presence is not known */
  readonly get: (oid: string) => Presence | null;
  /**
   * Requests the presence every 30 s, and calls `listener` when it changes.
   * @returns the function that stops watching
   */
  readonly watch: (oid: string, listener: () => void) => () => void;
}

/** Milliseconds between two requests. */
const pollEveryMs = 30_000;
/** Milliseconds in which newly watched people are collected for one request. */
const collectMs = 50;

/**
 * Maps Graph's `activity` to the app's word. `activity` is more precise than `availability`, so it is used first.
 * @see https://learn.microsoft.com/graph/api/resources/presence
 */
const byActivity: Record<string, Presence> = {
  InACall: 'inACall',
  InAConferenceCall: 'inACall',
  InAMeeting: 'inAMeeting',
  Presenting: 'presenting',
  OutOfOffice: 'outOfOffice',
};
/** Maps Graph's `availability` to the app's word. */
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

/** Creates the access to presence. It asks for all watched people in one request, and only while the page is visible. */
export function createPresences(requestPresence: RequestPresence): Presences {
  const watchers = new Map<string, Set<() => void>>();
  const presenceByOid = new Map<string, Presence>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** When the next request may be sent, in milliseconds since 1970. */
  let retryAt = 0;
  let isRefused = false;

  const isVisible = () => document.visibilityState === 'visible';
  const scheduleRequest = (waitMs: number) => {
    clearTimeout(timer);
    if (isRefused || watchers.size === 0 || !isVisible()) return;
    timer = setTimeout(() => void sendRequest(), Math.max(waitMs, retryAt - Date.now()));
  };
  const sendRequest = async () => {
    const oids = [...watchers.keys()];
    const answer = await requestPresence(oids);
    if (!answer.ok) {
      isRefused = answer.refused;
      retryAt = Date.now() + answer.retryAfter * 1000;
    }
    for (const oid of oids) {
      const state = answer.ok ? answer.states.get(oid) : undefined;
      const newPresence = state && (byActivity[state.activity] ?? byAvailability[state.availability]);
      if (newPresence === presenceByOid.get(oid)) continue;
      // If Graph has not answered, the last presence may be out of date, so it is removed.
      if (newPresence) presenceByOid.set(oid, newPresence);
      else presenceByOid.delete(oid);
      for (const listener of watchers.get(oid) ?? []) listener();
    }
    // A person may have been watched for the first time while the request was running.
    const hasNewPerson = [...watchers.keys()].some((oid) => !oids.includes(oid));
    scheduleRequest(hasNewPerson ? collectMs : pollEveryMs);
  };
  const onVisibilityChange = () => scheduleRequest(0);

  return {
    get: (oid) => presenceByOid.get(oid) ?? null,
    watch(oid, listener) {
      if (watchers.size === 0) document.addEventListener('visibilitychange', onVisibilityChange);
      const listeners = watchers.get(oid) ?? new Set();
      watchers.set(oid, listeners.add(listener));
      if (listeners.size === 1) scheduleRequest(collectMs);
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0 || watchers.get(oid) !== listeners) return;
        watchers.delete(oid);
        presenceByOid.delete(oid);
        if (watchers.size > 0) return;
        clearTimeout(timer);
        document.removeEventListener('visibilitychange', onVisibilityChange);
      };
    },
  };
}
