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
export type AskPresence = (
  oids: readonly string[],
) => Promise<
  | { readonly ok: true; readonly states: States }
  | { readonly ok: false; readonly refused: boolean; readonly retryAfter: number }
>;

export interface Presences {
  /** @returns `null` while it is not known, or where Graph refuses to tell */
  readonly get: (oid: string) => Presence | null;
  /** Keeps it fresh. @returns the unsubscribe */
  readonly watch: (oid: string, listener: () => void) => () => void;
}

/** Milliseconds between two requests, and the time in which new people are gathered for one request. */
const pollEveryMs = 30_000;
const gatherMs = 50;

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

/** The presence of the people on the screen: one request for all of them, and only while the page is visible. */
export function createPresences(ask: AskPresence): Presences {
  const watchers = new Map<string, Set<() => void>>();
  const known = new Map<string, Presence>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let retryAt = 0;
  let isRefused = false;

  const isVisible = () => document.visibilityState === 'visible';
  const plan = (wait: number) => {
    clearTimeout(timer);
    if (isRefused || watchers.size === 0 || !isVisible()) return;
    timer = setTimeout(() => void look(), Math.max(wait, retryAt - Date.now()));
  };
  const look = async () => {
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
      // A presence that may be out of date is not shown.
      if (next) known.set(oid, next);
      else known.delete(oid);
      for (const listener of watchers.get(oid) ?? []) listener();
    }
    const isNew = [...watchers.keys()].some((oid) => !oids.includes(oid));
    plan(isNew ? gatherMs : pollEveryMs);
  };
  const onVisibility = () => plan(0);

  return {
    get: (oid) => known.get(oid) ?? null,
    watch(oid, listener) {
      if (watchers.size === 0) document.addEventListener('visibilitychange', onVisibility);
      const listeners = watchers.get(oid) ?? new Set();
      watchers.set(oid, listeners.add(listener));
      if (listeners.size === 1) plan(gatherMs);
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
