import { randomUUID } from 'node:crypto';
import type { NewId } from '../../core/ids.ts';
import { Outbox } from '../../wire/outbox.ts';
import type { Bot, DisconnectReason, Event } from '../../wire/protocol.ts';
import { writeFrame, type Endpoint } from './endpoint.ts';

/** The registered endpoints, by id and by user. Calls ring at the registered endpoints of a user. */
export class EndpointRegistry {
  private readonly byId = new Map<string, Endpoint>();
  private readonly byOid = new Map<string, Set<Endpoint>>();
  private readonly newId: NewId;

  /** @param newId makes the endpoints' ids; random ones when left out. */
  constructor(newId: NewId = randomUUID) {
    this.newId = newId;
  }

  /** Creates and registers an endpoint for a user's page. */
  add(oid: string): Endpoint {
    const endpoint = this.make(oid);
    this.register(endpoint);
    return endpoint;
  }

  /**
   * Creates an endpoint for a virtual agent. Calls do not ring at it unless it is registered.
   * @param rawId of a person or a phone number.
   */
  createVirtual(rawId: string, onEvent: (event: Event) => void, bot: Bot): Endpoint {
    return { ...this.make(rawId.replace('8:orgid:', ''), rawId), onEvent, bot };
  }

  register(endpoint: Endpoint): void {
    const { id, oid } = endpoint;
    this.byId.set(id, endpoint);
    this.byOid.set(oid, (this.byOid.get(oid) ?? new Set()).add(endpoint));
  }

  /** @returns the endpoint to which a new socket returns; `undefined` when user or secret are wrong. */
  reclaim(oid: string, id: string, secret: string): Endpoint | undefined {
    const endpoint = this.byId.get(id);
    return endpoint && endpoint.secret === secret && endpoint.oid === oid ? endpoint : undefined;
  }

  find(id: string): Endpoint | undefined {
    return this.byId.get(id);
  }

  /** @returns the endpoints at which calls for this user ring. */
  ofUser(oid: string): readonly Endpoint[] {
    return [...(this.byOid.get(oid) ?? [])];
  }

  all(): readonly Endpoint[] {
    return [...this.byId.values()];
  }

  /** Disconnects a page's agent for good: it does not ring any more. Its calls go on, so its id stays registered. */
  retire(endpoint: Endpoint, reason: DisconnectReason): void {
    endpoint.retired = reason;
    this.stopRinging(endpoint);
    writeFrame(endpoint.socket, { t: 'retired', reason });
  }

  remove(endpoint: Endpoint): void {
    clearTimeout(endpoint.graceTimer);
    this.byId.delete(endpoint.id);
    this.stopRinging(endpoint);
  }

  private stopRinging(endpoint: Endpoint): void {
    const endpoints = this.byOid.get(endpoint.oid);
    endpoints?.delete(endpoint);
    if (endpoints?.size === 0) this.byOid.delete(endpoint.oid);
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
