import { randomUUID } from 'node:crypto';
import type { WebSocket } from 'ws';
import type { Event, ServerFrame } from '../protocol.ts';
import { Outbox } from './outbox.ts';

/** One call agent in one window. It outlives its socket for a while, so that calls survive a short loss. */
export interface Endpoint {
  readonly id: string;
  /** Proves that a returning socket is the same window. */
  readonly secret: string;
  readonly oid: string;
  /** The raw id of the person, `8:orgid:<oid>`. */
  readonly rawId: string;
  readonly outbox: Outbox<Event>;
  socket: WebSocket | null;
  grace: NodeJS.Timeout | undefined;
}

export const write = (socket: WebSocket | null, frame: ServerFrame): void => {
  if (socket?.readyState === 1) socket.send(JSON.stringify(frame));
};

/** Tells an endpoint something, now or as soon as its socket is back. */
export function tell(endpoint: Endpoint, event: Event): void {
  const { n } = endpoint.outbox.add(event);
  write(endpoint.socket, { t: 'event', n, event });
  // Nobody reads this any more: closing lets the window come back with a fresh endpoint, or end its grace.
  if (endpoint.outbox.full) endpoint.socket?.close(1008, 'too many unacknowledged events');
}

/** The endpoints that are registered, by window and by person. */
export class Endpoints {
  private readonly byId = new Map<string, Endpoint>();
  private readonly byOid = new Map<string, Set<Endpoint>>();

  add(oid: string): Endpoint {
    const endpoint: Endpoint = {
      id: randomUUID(),
      secret: randomUUID(),
      oid,
      rawId: `8:orgid:${oid}`,
      outbox: new Outbox(),
      socket: null,
      grace: undefined,
    };
    this.byId.set(endpoint.id, endpoint);
    this.byOid.set(oid, (this.byOid.get(oid) ?? new Set()).add(endpoint));
    return endpoint;
  }

  /** @returns the endpoint that a returning window may have back, or `undefined`. */
  reclaim(oid: string, id: string, secret: string): Endpoint | undefined {
    const endpoint = this.byId.get(id);
    return endpoint && endpoint.secret === secret && endpoint.oid === oid ? endpoint : undefined;
  }

  of(oid: string): readonly Endpoint[] {
    return [...(this.byOid.get(oid) ?? [])];
  }

  remove(endpoint: Endpoint): void {
    clearTimeout(endpoint.grace);
    this.byId.delete(endpoint.id);
    const windows = this.byOid.get(endpoint.oid);
    windows?.delete(endpoint);
    if (windows?.size === 0) this.byOid.delete(endpoint.oid);
  }

  all(): readonly Endpoint[] {
    return [...this.byId.values()];
  }
}
