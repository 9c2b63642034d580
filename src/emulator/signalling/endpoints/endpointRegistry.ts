import { randomUUID } from 'node:crypto';
import type { NewId } from '../../core/ids.ts';
import type { Bot, DisconnectReason, Event, ServerFrame } from '../../wire/protocol.ts';
import type { EmulatedSocket } from '../sockets/emulatedSocket.ts';
import { Outbox } from '../../wire/outbox.ts';

/** One call agent in one window. It outlives its socket for a while, so that calls survive a short loss. */
export interface Endpoint {
  readonly id: string;
  /** Proves that a returning socket is the same window. */
  readonly secret: string;
  /** Whose it is: an object id, or the raw id of a telephone. */
  readonly oid: string;
  /** `8:orgid:<oid>` for a person. */
  readonly rawId: string;
  readonly outbox: Outbox<Event>;
  /** By which id this window knows a meeting that it has joined, by the call's own id. */
  readonly callIds: Map<string, string>;
  socket: EmulatedSocket | null;
  graceTimer: NodeJS.Timeout | undefined;
  /** Makes the window leave its calls and be forgotten, once for all. Set by whoever serves its socket. */
  expire?: () => void;
  /** Set once more was kept for the window than may be. */
  hasOverflowed?: true;
  /** Set once the agent is disconnected for good. */
  retired?: DisconnectReason;
  /** Whoever has no page hears by this what a page would be told. */
  readonly onEvent?: (event: Event) => void;
  /** The media end that the pages play for whoever has no page. */
  bot?: Bot;
}

export const writeFrame = (socket: EmulatedSocket | null, frame: ServerFrame): void => {
  if (socket?.isOpen) socket.send(JSON.stringify(frame));
};

/** @returns whether a page is behind it, and a person. */
export const hasPage = ({ onEvent: hear }: Endpoint): boolean => !hear;

/** Tells an endpoint something, now or as soon as its socket is back. */
export function sendEvent(endpoint: Endpoint, news: Event): void {
  // The answer to a command names the call as the command did: it may have meant another way into the same meeting.
  const isAnswer = news.t === 'refused' || news.t === 'answered';
  const leg = isAnswer ? undefined : endpoint.callIds.get(news.call);
  const event = leg === undefined ? news : { ...news, call: leg };
  if (endpoint.onEvent) return endpoint.onEvent(event);
  if (endpoint.hasOverflowed) return undefined;
  const { n } = endpoint.outbox.add(event);
  writeFrame(endpoint.socket, { t: 'event', n, event });
  if (endpoint.outbox.full) lose(endpoint);
  return undefined;
}

/**
 * More is kept for a window than a living one leaves unread, or an absent one may cost. The window is gone; when it
 * comes back, it is a new one.
 */
function lose(endpoint: Endpoint): void {
  endpoint.hasOverflowed = true;
  endpoint.outbox.clear();
  endpoint.socket?.close(1008, 'too many unacknowledged events');
  // Not while others are being told the same: leaving changes who is in the call.
  queueMicrotask(() => endpoint.expire?.());
}

/** The endpoints that are registered, by window and by person. */
export class EndpointRegistry {
  private readonly byId = new Map<string, Endpoint>();
  private readonly byOid = new Map<string, Set<Endpoint>>();
  private readonly newId: NewId;

  constructor(newId: NewId = randomUUID) {
    this.newId = newId;
  }

  /** A window of a person, which rings. */
  add(oid: string): Endpoint {
    const endpoint = this.make(oid);
    this.register(endpoint);
    return endpoint;
  }

  /** An endpoint without a page, of a person or a telephone. It does not ring unless it is registered. */
  createVirtual(rawId: string, hear: (event: Event) => void, plays: Bot): Endpoint {
    return { ...this.make(rawId.replace('8:orgid:', ''), rawId), onEvent: hear, bot: plays };
  }

  /** From now on it rings when its person is called. */
  register(endpoint: Endpoint): void {
    const { id, oid } = endpoint;
    this.byId.set(id, endpoint);
    this.byOid.set(oid, (this.byOid.get(oid) ?? new Set()).add(endpoint));
  }

  /** @returns the endpoint that a returning window may have back, or `undefined`. */
  reclaim(oid: string, id: string, secret: string): Endpoint | undefined {
    const endpoint = this.byId.get(id);
    return endpoint && endpoint.secret === secret && endpoint.oid === oid ? endpoint : undefined;
  }

  find(id: string): Endpoint | undefined {
    return this.byId.get(id);
  }

  /**
   * Disconnects a page's agent for good: it does not ring any more. It stays registered by its id, because
   * the calls that it has go on.
   */
  retire(endpoint: Endpoint, reason: DisconnectReason): void {
    endpoint.retired = reason;
    this.silence(endpoint);
    writeFrame(endpoint.socket, { t: 'retired', reason });
  }

  ofUser(oid: string): readonly Endpoint[] {
    return [...(this.byOid.get(oid) ?? [])];
  }

  remove(endpoint: Endpoint): void {
    clearTimeout(endpoint.graceTimer);
    this.byId.delete(endpoint.id);
    this.silence(endpoint);
  }

  all(): readonly Endpoint[] {
    return [...this.byId.values()];
  }

  /** The endpoint does not ring any more. */
  private silence(endpoint: Endpoint): void {
    const windows = this.byOid.get(endpoint.oid);
    windows?.delete(endpoint);
    if (windows?.size === 0) this.byOid.delete(endpoint.oid);
  }

  private make(oid: string, rawId = `8:orgid:${oid}`): Endpoint {
    return {
      id: this.newId(),
      secret: randomUUID(),
      oid,
      rawId,
      outbox: new Outbox(),
      callIds: new Map(),
      socket: null,
      graceTimer: undefined,
    };
  }
}
