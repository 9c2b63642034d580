type FactValue = string | number | boolean | null;

/** An event that may interest support. Its values are ids, codes and states, never tokens, names or texts. */
export interface DiagnosticsEvent {
  readonly kind: 'agent' | 'call' | 'device' | 'network' | 'page' | 'problem' | 'quality' | 'ring' | 'token';
  /** What happened, for example the name of a new state. */
  readonly what: string;
  /** More facts about the event, for example `id` or `code`. */
  readonly [factName: string]: FactValue | undefined;
}

export type RecordedEvent = DiagnosticsEvent & { readonly at: string };

export type DiagnosticsLog = ReturnType<typeof createDiagnosticsLog>;

export const maxEvents = 300;
/** In characters. Together with `maxEvents`, this keeps the log far below the 5 MB of session storage. */
const maxTextLength = 200;

/** Milliseconds in which further events are collected, to be stored together. Storing the log takes a millisecond each time. */
const storeDelayMs = 1_000;

/** A JWT: its header is a JSON object, which always begins with `eyJ` in Base64. Dots separate the other parts. */
const jwtPattern = /\beyJ[\w-]{6,}(?:\.[\w-]*){0,4}/g;
/** The credentials of an `Authorization` header, after the scheme. */
const authorizationPattern = /\b(bearer|hmac-sha256)\s+\S+/gi;
/** `name=value`, as in connection strings and forms. `p` is the passcode of a Teams meeting link. */
const secretFieldPattern =
  /\b(access_?key|account_?key|access_?token|refresh_?token|id_?token|client_?secret|password|signature|sig|code|p)=[^&;\s"']+/gi;
/** A header with a key, such as `api-key: …`. */
const keyHeaderPattern = /\b((?:[\w-]+-)?(?:api|access|subscription)-?key)(["']?\s*[:=]\s*["']?)[^\s"',;]+/gi;
/** A URL with a query or fragment. Group 1 is the URL without them. */
const urlPattern = /(\bhttps?:\/\/[^\s?#"']+)[?#][^\s"']*/gi;
/** Base64 text of 40 characters or more, such as a key or a refresh token. A GUID is shorter: it has 36 characters. */
const longBase64Pattern = /[A-Za-z0-9+/_=-]{40,}/g;
/** The first two groups of a GUID. */
const guidStartPattern = /[\da-f]{8}-[\da-f]{4}-/i;

/** Removes what may be a token, a key or a passcode. A long word that contains a GUID stays, such as a raw id. */
export const removeSecrets = (text: string): string =>
  text
    .replace(jwtPattern, '(token)')
    .replace(authorizationPattern, '$1 (removed)')
    .replace(urlPattern, '$1')
    .replace(secretFieldPattern, '$1=(removed)')
    .replace(keyHeaderPattern, '$1$2(removed)')
    .replace(longBase64Pattern, (match) => (guidStartPattern.test(match) ? match : '(removed)'));

const cleanValue = (value: FactValue | undefined) =>
  typeof value === 'string' ? removeSecrets(value).slice(0, maxTextLength) : value;

/** Removes secrets and undefined facts from an event, and shortens its texts. */
const cleanEvent = (event: DiagnosticsEvent): DiagnosticsEvent =>
  // The type of `fromEntries` does not say that `kind` and `what` are still there.
  Object.fromEntries(
    Object.entries(event)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, cleanValue(value)]),
  ) as unknown as DiagnosticsEvent;

function readStoredEvents(getStorage: () => Storage, key: string): readonly RecordedEvent[] {
  try {
    const stored: unknown = JSON.parse(getStorage().getItem(key) ?? '[]');
    return Array.isArray(stored) ? (stored as readonly RecordedEvent[]).slice(-maxEvents) : [];
  } catch {
    return [];
  }
}

/**
 * Creates the log. It is in session storage, because users often reload the page before they save diagnostics. If the browser
 * blocks storage, the log lives as long as the page.
 * @param oid Entra object id of the user. Each user of the tab has a separate log
 */
export function createDiagnosticsLog(oid: string, getStorage: () => Storage = () => sessionStorage) {
  const key = `switchboard.diagnostics.${oid}`;
  let events = readStoredEvents(getStorage, key);
  let isClosed = false;
  let storeTimer: ReturnType<typeof setTimeout> | undefined;
  const storeEvents = () => {
    clearTimeout(storeTimer);
    storeTimer = undefined;
    try {
      if (events.length === 0) getStorage().removeItem(key);
      else getStorage().setItem(key, JSON.stringify(events));
    } catch {
      // The storage is full or blocked.
    }
  };
  return {
    record: (event: DiagnosticsEvent): void => {
      if (isClosed) return;
      const recordedEvent = { at: new Date().toISOString(), ...cleanEvent(event) };
      events = [...events, recordedEvent].slice(-maxEvents);
      storeTimer ??= setTimeout(storeEvents, storeDelayMs);
    },
    /** Stores the events that are not in the storage yet. */
    storeNow: storeEvents,
    events: (): readonly RecordedEvent[] => events,
    /** Deletes all events and stops recording. */
    close: (): void => {
      isClosed = true;
      events = [];
      storeEvents();
    },
  };
}
