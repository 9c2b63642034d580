/** The time limits of signalling, in milliseconds. Tests shorten them. */
export interface Timing {
  /** Until an unanswered call to a Teams user ends. Documented: 85 s, for 1:1 and group calls. */
  readonly ringMs: number;
  /** Until an unanswered call to a phone number ends. Documented: 115 s. */
  readonly phoneRingMs: number;
  /** Until a participant in a lobby is removed. In Teams, 30 minutes. */
  readonly lobbyMs: number;
  /** From a socket's end without a close frame to the removal of its endpoint: the page may be reloading. */
  readonly closedGraceMs: number;
  /** From a lost network to the removal of the endpoint. Documented: reconnecting may take up to 120 s. */
  readonly silentGraceMs: number;
  /** Without any frame for so long, the network counts as lost. A client pings every few seconds. */
  readonly silenceMs: number;
  /** From the upgrade of a socket to its first frame. */
  readonly helloMs: number;
  /** How long before its token expires a client is asked for a new one. */
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
