/** How long signalling waits, in milliseconds. Tests shorten what they wait for. */
export interface Timing {
  /** An unanswered ring of a Teams user (documented: 85 s for 1:1 and group calls). */
  readonly ring: number;
  /** An unanswered ring of a phone number (documented: 115 s). */
  readonly ringPhone: number;
  /** Waiting in a meeting's lobby (Teams lets people wait for 30 minutes). */
  readonly lobby: number;
  /** A socket that was closed without a word: the page may have crashed, or be coming back. */
  readonly graceClosed: number;
  /** A socket that fell silent: the network is away. Documented: reconnecting may take up to 120 s. */
  readonly graceSilent: number;
  /** No frame for this long is silence; a client pings every few seconds. */
  readonly silence: number;
  /** From the upgrade to the first frame. */
  readonly hello: number;
  /** How long before a token's end the client is asked for the next. */
  readonly tokenDue: number;
}

export const timing: Timing = {
  ring: 85_000,
  ringPhone: 115_000,
  lobby: 30 * 60_000,
  graceClosed: 3_000,
  graceSilent: 120_000,
  silence: 15_000,
  hello: 10_000,
  tokenDue: 60_000,
};
