type Fact = string | number | boolean | null;

/** Something that support may ask about. Facts are ids, codes and states: never a token, a name or a text of a person. */
export interface DiagnosticsEvent {
  readonly kind: 'agent' | 'call' | 'device' | 'network' | 'page' | 'problem' | 'quality' | 'ring' | 'token';
  /** What happened, for example a state's name. */
  readonly what: string;
  readonly [fact: string]: Fact | undefined;
}

/** With the time at which it happened, ISO 8601. */
export type RecordedEvent = DiagnosticsEvent & { readonly at: string };

/** The latest events of this tab, for *Save diagnostics*. */
export interface DiagnosticsLog {
  readonly record: (event: DiagnosticsEvent) => void;
  /** Oldest first. */
  readonly events: () => readonly RecordedEvent[];
  /** Forgets everything, and records nothing more: after a sign-out. */
  readonly close: () => void;
}

/** Older events make room. */
export const mostEvents = 300;
const longestText = 200;

const token = /\beyJ[\w-]{6,}(?:\.[\w-]*){0,4}/g;
const bearer = /\b(bearer|hmac-sha256)\s+\S+/gi;
const secretField =
  /\b(access_?key|access_?token|refresh_?token|id_?token|client_?secret|password|signature|sig|code|p)=[^&;\s"']+/gi;
const query = /(\bhttps?:\/\/[^\s?#"']+)[?#][^\s"']*/gi;
/** Base64, as keys and refresh tokens are written; longer than a GUID. */
const longRun = /[A-Za-z0-9+/_=-]{40,}/g;
const guid = /[\da-f]{8}-[\da-f]{4}-/i;

/** Takes out what may be a token, a key or a passcode, wherever it stands. */
export const withoutSecrets = (text: string): string =>
  text
    .replace(token, '(token)')
    .replace(bearer, '$1 (removed)')
    .replace(query, '$1')
    .replace(secretField, '$1=(removed)')
    .replace(longRun, (run) => (guid.test(run) ? run : '(removed)'));

const clean = (event: DiagnosticsEvent): DiagnosticsEvent =>
  Object.fromEntries(
    Object.entries(event)
      .filter(([, fact]) => fact !== undefined)
      .map(([name, fact]) => [
        name,
        typeof fact === 'string' ? withoutSecrets(fact).slice(0, longestText) : fact,
      ]),
  ) as unknown as DiagnosticsEvent;

function readStored(storage: () => Storage, key: string): readonly RecordedEvent[] {
  try {
    const stored: unknown = JSON.parse(storage().getItem(key) ?? '[]');
    return Array.isArray(stored) ? (stored as readonly RecordedEvent[]).slice(-mostEvents) : [];
  } catch {
    return [];
  }
}

/**
 * Remembers the latest events in this tab's session storage too, so that a reload, often the first thing that a person
 * tries, does not lose what went before.
 * @param account Entra object id: another account of the tab has a log of its own
 * @param storage throws where the browser blocks it; then the log lives as long as the page
 */
export function createDiagnosticsLog(
  account: string,
  storage: () => Storage = () => sessionStorage,
): DiagnosticsLog {
  const key = `switchboard.diagnostics.${account}`;
  let events = readStored(storage, key);
  let isClosed = false;
  const store = () => {
    try {
      if (events.length === 0) storage().removeItem(key);
      else storage().setItem(key, JSON.stringify(events));
    } catch {
      // Full or blocked: it holds until the page is closed.
    }
  };
  return {
    record(event) {
      if (isClosed) return;
      const recorded = { at: new Date().toISOString(), ...clean(event) };
      events = [...events, recorded].slice(-mostEvents);
      store();
    },
    events: () => events,
    close() {
      isClosed = true;
      events = [];
      store();
    },
  };
}
