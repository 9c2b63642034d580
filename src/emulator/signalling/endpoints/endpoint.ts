import type { Outbox } from '../../wire/outbox.ts';
import type { GeneratedMedia, DisconnectReason, SignallingEvent, ServerFrame } from '../../wire/protocol.ts';

/** Records what a page or a virtual agent sends (`up`) and gets (`down`), if the recorder is on. */
export type RecordFrame = (way: 'up' | 'down', frame: object) => void;

/** The part of a WebSocket that an endpoint uses. */
export interface EndpointSocket {
  readonly isOpen: boolean;
  /** Set once the token has identified the user. */
  recordFrame?: RecordFrame;
  send(text: string): void;
  close(code: number, reason?: string): void;
  /** Closes the connection without a close frame. */
  terminate(): void;
}

/** A call agent's connection to the server. It outlives its WebSocket, so calls survive a short loss of the network. */
export interface Endpoint {
  readonly id: string;
  /** Proves that a new socket belongs to this endpoint. */
  readonly secret: string;
  /** The user's object id. For a simulated phone number, its raw id. */
  readonly oid: string;
  /** The raw id, by which apps name the Teams user, the agent or the phone number. */
  readonly rawId: string;
  /** The events that the page has not acknowledged yet. */
  readonly outbox: Outbox<SignallingEvent>;
  /** Maps the server's id of each joined meeting to the call id that this endpoint uses for the meeting. */
  readonly meetingCallIds: Map<string, string>;
  /** The name that an ACS user has chosen. */
  name?: string;
  /** Whether the token lets an ACS user join calls, but not start any. */
  joinsOnly?: boolean;
  /** The ACS resource whose token the endpoint uses. A virtual agent has no token. */
  acsResourceId?: string;
  /** `null` for a virtual agent, and while the page has lost its socket. */
  socket: EndpointSocket | null;
  /** The address of this machine at which the page has reached the server. */
  reachedAt?: string;
  /** The timer that removes the endpoint some time after its socket was lost. */
  graceTimer: NodeJS.Timeout | undefined;
  /** Removes the endpoint from its calls and from the registry. `serveSocket` sets this function. */
  removeEndpoint?: () => void;
  /** When the page last sent a frame (WebSocket message) other than its first, the `hello`, in milliseconds since 1970. */
  heardAt?: number;
  /** Missed calls among the events up to this number have already been reported to the user's newer endpoint. */
  passedOnUpTo?: number;
  /** Set when `outbox` has become full. Since then, the endpoint gets no events. */
  hasOverflowed?: true;
  /** Why the call agent was disconnected for good, if it was. */
  disconnectReason?: DisconnectReason;
  /** Receives the events of a virtual agent (a simulated participant without a page). */
  readonly onEvent?: (event: SignallingEvent) => void;
  /** Records what a virtual agent sends and gets. A page's socket records for the page. */
  readonly recordFrame?: RecordFrame;
  /** The kind of media of a virtual agent. */
  bot?: GeneratedMedia;
}

/** Sends a frame if the socket is open, and drops the frame otherwise. */
export const sendFrame = (socket: EndpointSocket | null, frame: ServerFrame): void => {
  if (!socket?.isOpen) return;
  socket.recordFrame?.('down', frame);
  socket.send(JSON.stringify(frame));
};

/** @returns whether the endpoint belongs to a browser page, and not to a virtual agent. */
export const hasPage = ({ onEvent }: Endpoint): boolean => !onEvent;

/** A page sends a frame every second. A page that has sent none for this many milliseconds has lost its network. */
const cutOffMs = 2_500;

/**
 * @returns whether the endpoint's page seems to have lost its network. That includes a page that has sent only a `hello`: if its
 * network comes and goes, a page may connect an endpoint that it never uses.
 */
export const isCutOff = (endpoint: Endpoint): boolean =>
  hasPage(endpoint) && Date.now() - (endpoint.heardAt ?? 0) > cutOffMs;

/** Sends an event now, or when the socket is back. In it, the id by which the endpoint knows a meeting replaces the server's. */
export function sendEvent(endpoint: Endpoint, event: SignallingEvent): void {
  // An answer keeps the call id of its command, which differs from the mapped one if an endpoint tries to join a meeting a
  // second time, under a new id.
  const isAnswer = event.t === 'refused' || event.t === 'answered';
  const endpointCallId = isAnswer ? undefined : endpoint.meetingCallIds.get(event.call);
  const sentEvent = endpointCallId === undefined ? event : { ...event, call: endpointCallId };
  endpoint.recordFrame?.('down', sentEvent);
  if (endpoint.onEvent) return endpoint.onEvent(sentEvent);
  if (endpoint.hasOverflowed) return undefined;
  const { n } = endpoint.outbox.add(sentEvent);
  sendFrame(endpoint.socket, { t: 'event', n, event: sentEvent });
  if (endpoint.outbox.isFull) disconnectOverflowed(endpoint);
}

/** Gives up an endpoint whose page no longer acknowledges events. This limits the memory that events can use. */
function disconnectOverflowed(endpoint: Endpoint): void {
  endpoint.hasOverflowed = true;
  endpoint.outbox.clear();
  endpoint.socket?.close(1008, 'too many unacknowledged events');
  // The removal waits for a microtask, because the code that sends the event may be iterating over the call's participants.
  queueMicrotask(() => endpoint.removeEndpoint?.());
}
