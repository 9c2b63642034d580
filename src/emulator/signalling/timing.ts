/** How long signalling waits, in milliseconds. Tests shorten what they wait for. */
export interface Timing {
  /** An unanswered ring of a Teams user (documented: 85 s for 1:1 and group calls). */
  readonly ringMs: number;
  /** An unanswered ring of a phone number (documented: 115 s). */
  readonly phoneRingMs: number;
  /** Waiting in a meeting's lobby (Teams lets people wait for 30 minutes). */
  readonly lobbyMs: number;
  /** A socket that was closed without a word: the page may have crashed, or be coming back. */
  readonly closedGraceMs: number;
  /** A socket that fell silent: the network is away. Documented: reconnecting may take up to 120 s. */
  readonly silentGraceMs: number;
  /** No frame for this long is silence; a client pings every few seconds. */
  readonly silenceMs: number;
  /** From the upgrade to the first frame. */
  readonly helloMs: number;
  /** How long before a token's end the client is asked for the next. */
  readonly tokenDueMs: number;
}

export const defaultTiming: Timing = {
  ringMs: 85_000,
  phoneRingMs: 115_000,
  lobbyMs: 30 * 60_000,
  closedGraceMs: 3_000,
  silentGraceMs: 120_000,
  silenceMs: 15_000,
  helloMs: 10_000,
  tokenDueMs: 60_000,
};
