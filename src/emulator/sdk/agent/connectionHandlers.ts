import type { DisconnectReason, SignallingEvent } from '../../wire/protocol.ts';

/** What the call agent gives to its connection. */
export interface SignallingConnectionHandlers {
  onEvent(event: SignallingEvent): void;
  /** Called when the connection can be used, and when it is lost. */
  onConnectionChanged(isConnected: boolean, reason?: DisconnectReason): void;
  /** Called when the server disconnects the agent for good. The socket stays open for the agent's calls until `close()`. */
  onRetired(): void;
  /** Called when the server no longer knows the agent's endpoint and has removed it from its calls. */
  onForgotten(): void;
}

/** Nobody follows a connection that was closed and only delivers its last commands. */
export const closedHandlers: SignallingConnectionHandlers = {
  onEvent: () => undefined,
  onConnectionChanged: () => undefined,
  onRetired: () => undefined,
  onForgotten: () => undefined,
};
