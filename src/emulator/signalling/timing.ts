/** Time limits. An endpoint, one browser page's connection, outlives a lost socket. A frame is a WebSocket message. */
export interface SignallingTiming {
  /** How long an unanswered call to a Teams user rings. Microsoft documents 85 s, for 1:1 and group calls. */
  readonly ringTimeoutMs: number;
  /** How long an unanswered call to a phone number rings. Microsoft documents 115 s. */
  readonly phoneRingTimeoutMs: number;
  /** How long a participant waits in a lobby before the server removes them. Teams waits 30 minutes. */
  readonly lobbyTimeoutMs: number;
  /** How long an endpoint outlives a socket that ended without a close frame. The page may have crashed or be reloading. */
  readonly lostSocketGraceMs: number;
  /** How long an endpoint outlives a loss of its network. Microsoft documents that reconnecting takes up to 120 s. */
  readonly lostNetworkGraceMs: number;
  /** After this time without a frame, the server regards a socket's network as lost. Clients ping every few seconds. */
  readonly silenceTimeoutMs: number;
  /** How long a new socket may take until its first frame. */
  readonly helloTimeoutMs: number;
  /** The server asks a client for a new token this long before the client's token expires. */
  readonly tokenRequestLeadMs: number;
}

export const defaultTiming: SignallingTiming = {
  ringTimeoutMs: 85_000,
  phoneRingTimeoutMs: 115_000,
  lobbyTimeoutMs: 30 * 60_000,
  lostSocketGraceMs: 3_000,
  lostNetworkGraceMs: 120_000,
  silenceTimeoutMs: 15_000,
  helloTimeoutMs: 10_000,
  tokenRequestLeadMs: 60_000,
};
