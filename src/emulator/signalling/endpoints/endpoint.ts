import type { Outbox } from '../../wire/outbox.ts';
import type { Bot, DisconnectReason, Event, ServerFrame } from '../../wire/protocol.ts';

/** What an endpoint needs of its WebSocket. */
export interface EventSocket {
  readonly isOpen: boolean;
  send(text: string): void;
  close(code: number, reason?: string): void;
  /** Closes the connection without a close frame. */
  terminate(): void;
}

/** One agent connection of a user. It outlives its socket for a while, so that calls survive a short loss. */
export interface Endpoint {
  readonly id: string;
  /** Proves that a new socket belongs to this endpoint. */
  readonly secret: string;
  /** The user's object id; the raw id of a phone number. */
  readonly oid: string;
  /** `8:orgid:<oid>` for a user. */
  readonly rawId: string;
  readonly outbox: Outbox<Event>;
  /** The ids by which this endpoint knows the meetings it has joined, by the call's own id. */
  readonly callIds: Map<string, string>;
  socket: EventSocket | null;
  /** Runs from the loss of the socket to the removal of the endpoint. */
  graceTimer: NodeJS.Timeout | undefined;
  /** Removes the endpoint from its calls and from the registry. Set by the socket's server. */
  expire?: () => void;
  /** Set once the outbox has overflowed: the endpoint gets no more events. */
  hasOverflowed?: true;
  /** Set once the agent is disconnected for good. */
  retired?: DisconnectReason;
  /** Receives the events of an endpoint that has no page, which is a virtual agent's. */
  readonly onEvent?: (event: Event) => void;
  /** The media end of a virtual agent. */
  bot?: Bot;
}

/** Sends a frame if the socket is open. */
export const writeFrame = (socket: EventSocket | null, frame: ServerFrame): void => {
  if (socket?.isOpen) socket.send(JSON.stringify(frame));
};

/** @returns whether a page is behind the endpoint; a virtual agent has none. */
export const hasPage = ({ onEvent }: Endpoint): boolean => !onEvent;

/**
 * Sends an event to an endpoint, now or as soon as its socket is back. The event names the call by its own id; the
 * endpoint gets the id by which it knows the call.
 */
export function sendEvent(endpoint: Endpoint, event: Event): void {
  // An answer names the call as the command did, which may have meant a second way into the same meeting.
  const isAnswer = event.t === 'refused' || event.t === 'answered';
  const call = isAnswer ? undefined : endpoint.callIds.get(event.call);
  const sent = call === undefined ? event : { ...event, call };
  if (endpoint.onEvent) return endpoint.onEvent(sent);
  if (endpoint.hasOverflowed) return undefined;
  const { n } = endpoint.outbox.add(sent);
  writeFrame(endpoint.socket, { t: 'event', n, event: sent });
  if (endpoint.outbox.full) disconnectOverflowed(endpoint);
  return undefined;
}

/**
 * Gives up an endpoint whose outbox is full: a page that works acknowledges its events, and an absent one may not use
 * more memory. The page gets a new endpoint when it comes back.
 */
function disconnectOverflowed(endpoint: Endpoint): void {
  endpoint.hasOverflowed = true;
  endpoint.outbox.clear();
  endpoint.socket?.close(1008, 'too many unacknowledged events');
  // In a microtask, because removing the endpoint changes the participants that a caller may be iterating over.
  queueMicrotask(() => endpoint.expire?.());
}
