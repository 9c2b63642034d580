/** The availability of a person. */
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

type States = ReadonlyMap<string, { readonly availability: string; readonly activity: string }>;
export type AskPresence = (oids: readonly string[]) => Promise<
  | { readonly ok: true; readonly states: States }
  /** `refused`: the app has no permission. `retryAfter`: seconds until the next request. */
  | { readonly ok: false; readonly refused: boolean; readonly retryAfter: number }
>;

export interface Presences {
  /** @returns `null` while the presence is unknown, and if Graph refuses to tell it */
  readonly get: (oid: string) => Presence | null;
  /** Requests the presence regularly, and calls `listener` when it changes. @returns the function that stops watching */
  readonly watch: (oid: string, listener: () => void) => () => void;
}

/** Milliseconds between two requests. */
const pollEveryMs = 30_000;
/** Milliseconds in which newly watched people are collected for one request. */
const collectMs = 50;

/** @see https://learn.microsoft.com/graph/api/resources/presence */
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

/** Requests the presence of all watched people in one request, and only while the page is visible. */
export function createPresences(ask: AskPresence): Presences {
  const watchers = new Map<string, Set<() => void>>();
  const known = new Map<string, Presence>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let retryAt = 0;
  let isRefused = false;

  const isVisible = () => document.visibilityState === 'visible';
  const schedule = (waitMs: number) => {
    clearTimeout(timer);
    if (isRefused || watchers.size === 0 || !isVisible()) return;
    timer = setTimeout(() => void request(), Math.max(waitMs, retryAt - Date.now()));
  };
  const request = async () => {
    const oids = [...watchers.keys()];
    const answer = await ask(oids);
    if (!answer.ok) {
      isRefused = answer.refused;
      retryAt = Date.now() + answer.retryAfter * 1000;
    }
    for (const oid of oids) {
      const state = answer.ok ? answer.states.get(oid) : undefined;
      const next = state && (byActivity[state.activity] ?? byAvailability[state.availability]);
      if (next === known.get(oid)) continue;
      // Without an answer the old presence may be out of date, so it is removed.
      if (next) known.set(oid, next);
      else known.delete(oid);
      for (const listener of watchers.get(oid) ?? []) listener();
    }
    const isNew = [...watchers.keys()].some((oid) => !oids.includes(oid));
    schedule(isNew ? collectMs : pollEveryMs);
  };
  const onVisibility = () => schedule(0);

  return {
    get: (oid) => known.get(oid) ?? null,
    watch(oid, listener) {
      if (watchers.size === 0) document.addEventListener('visibilitychange', onVisibility);
      const listeners = watchers.get(oid) ?? new Set();
      watchers.set(oid, listeners.add(listener));
      if (listeners.size === 1) schedule(collectMs);
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0 || watchers.get(oid) !== listeners) return;
        watchers.delete(oid);
        known.delete(oid);
        if (watchers.size > 0) return;
        clearTimeout(timer);
        document.removeEventListener('visibilitychange', onVisibility);
      };
    },
  };
}
