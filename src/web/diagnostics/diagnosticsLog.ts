type Fact = string | number | boolean | null;

/** An event that support may ask about. Its facts are ids, codes and states, never tokens, names or texts. */
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
  /** Deletes all events and records no more, after a sign-out. */
  readonly close: () => void;
}

/** When there are more events, the oldest are removed. */
export const maxEvents = 300;
const maxTextLength = 200;

const token = /\beyJ[\w-]{6,}(?:\.[\w-]*){0,4}/g;
const bearer = /\b(bearer|hmac-sha256)\s+\S+/gi;
const secretField =
  /\b(access_?key|access_?token|refresh_?token|id_?token|client_?secret|password|signature|sig|code|p)=[^&;\s"']+/gi;
const query = /(\bhttps?:\/\/[^\s?#"']+)[?#][^\s"']*/gi;
/** Base64, as keys and refresh tokens are written; longer than a GUID. */
const longRun = /[A-Za-z0-9+/_=-]{40,}/g;
const guid = /[\da-f]{8}-[\da-f]{4}-/i;

/** Removes everything that may be a token, a key or a passcode from a text. */
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
        typeof fact === 'string' ? withoutSecrets(fact).slice(0, maxTextLength) : fact,
      ]),
  ) as unknown as DiagnosticsEvent;

function readStored(storage: () => Storage, key: string): readonly RecordedEvent[] {
  try {
    const stored: unknown = JSON.parse(storage().getItem(key) ?? '[]');
    return Array.isArray(stored) ? (stored as readonly RecordedEvent[]).slice(-maxEvents) : [];
  } catch {
    return [];
  }
}

/**
 * Creates the log. It is stored in the tab's session storage, so that it survives a reload, which users often try first.
 * @param account Entra object id; each account of the tab has a log of its own
 * @param storage may throw if the browser blocks it; then the log lives as long as the page
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
      // The storage is full or blocked, so the log lives as long as the page.
    }
  };
  return {
    record(event) {
      if (isClosed) return;
      const recorded = { at: new Date().toISOString(), ...clean(event) };
      events = [...events, recorded].slice(-maxEvents);
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
