export type SignallingTiming = Readonly<typeof defaultTiming>;

/** Time limits of the signalling server. An endpoint is a call agent's connection, and a frame is a WebSocket message. */
export const defaultTiming = {
  /** How long an unanswered call to a Teams user rings. Microsoft documents 85 s, for 1:1 and group calls. */
  ringTimeoutMs: 85_000,
  /** How long an unanswered call to a phone number rings. Microsoft documents 115 s. */
  phoneRingTimeoutMs: 115_000,
  /** How long a participant waits in a lobby before the server removes them. Teams waits 30 minutes. */
  lobbyTimeoutMs: 30 * 60_000,
  /** How long an endpoint outlives a socket that ended without a close frame, as when the page crashes. */
  lostSocketGraceMs: 3_000,
  /** How long an endpoint outlives a loss of its network. Microsoft documents that the SDK tries to reconnect for 120 s. */
  lostNetworkGraceMs: 120_000,
  /** How long the server waits for a frame before it takes the network for lost. Clients send one every second. */
  silenceTimeoutMs: 15_000,
  /** How long a new socket may take until its first frame. */
  helloTimeoutMs: 10_000,
  /** The server asks a client for a new token this long before the client's token expires. */
  tokenRequestLeadMs: 60_000,
};
