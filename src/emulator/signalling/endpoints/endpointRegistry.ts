import { randomUUID } from 'node:crypto';
import type { NewId } from '../../core/ids.ts';
import { Outbox } from '../../wire/outbox.ts';
import type { GeneratedMedia, DisconnectReason, SignallingEvent } from '../../wire/protocol.ts';
import { sendFrame, type Endpoint } from './endpoint.ts';

/** Stores the endpoints (connections of call agents). A call to a user rings at all of the user's registered endpoints. */
export class EndpointRegistry {
  private readonly byId = new Map<string, Endpoint>();
  /** Maps users' object ids to the endpoints at which calls ring. */
  private readonly byOid = new Map<string, Set<Endpoint>>();
  private readonly newId: NewId;

  constructor(newId: NewId) {
    this.newId = newId;
  }

  /** Creates and registers an endpoint for a browser page of a user. @param oid the user's object id. */
  createForUser(oid: string): Endpoint {
    const endpoint = this.createEndpoint(oid);
    this.register(endpoint);
    return endpoint;
  }

  /** Creates an endpoint without a page. Calls ring at it only after `register`. */
  createForVirtualAgent(
    rawId: string,
    onEvent: (event: SignallingEvent) => void,
    bot: GeneratedMedia,
  ): Endpoint {
    return { ...this.createEndpoint(rawId.replace('8:orgid:', ''), rawId), onEvent, bot };
  }

  register(endpoint: Endpoint): void {
    const { id, oid } = endpoint;
    this.byId.set(id, endpoint);
    this.byOid.set(oid, (this.byOid.get(oid) ?? new Set()).add(endpoint));
  }

  /** Finds the endpoint that a page of this user had before its socket was lost. @param secret that endpoint's secret. */
  findFormerEndpoint(oid: string, endpointId: string, secret: string): Endpoint | undefined {
    const endpoint = this.byId.get(endpointId);
    return endpoint && endpoint.secret === secret && endpoint.oid === oid ? endpoint : undefined;
  }

  find(endpointId: string): Endpoint | undefined {
    return this.byId.get(endpointId);
  }

  /** @returns the endpoints at which calls for this user ring. */
  listForUser(oid: string): readonly Endpoint[] {
    return [...(this.byOid.get(oid) ?? [])];
  }

  list(): readonly Endpoint[] {
    return [...this.byId.values()];
  }

  /** Disconnects a page's agent: lets no further call ring at it, and tells the page. Running calls keep the endpoint. */
  disconnectForGood(endpoint: Endpoint, reason: DisconnectReason): void {
    endpoint.disconnectReason = reason;
    this.excludeFromRinging(endpoint);
    sendFrame(endpoint.socket, { t: 'retired', reason });
  }

  remove(endpoint: Endpoint): void {
    clearTimeout(endpoint.graceTimer);
    this.byId.delete(endpoint.id);
    this.excludeFromRinging(endpoint);
  }

  private excludeFromRinging(endpoint: Endpoint): void {
    const endpoints = this.byOid.get(endpoint.oid);
    endpoints?.delete(endpoint);
    if (endpoints?.size === 0) this.byOid.delete(endpoint.oid);
  }

  private createEndpoint(oid: string, rawId = `8:orgid:${oid}`): Endpoint {
    return {
      id: this.newId(),
      secret: randomUUID(),
      oid,
      rawId,
      outbox: new Outbox(),
      meetingCallIds: new Map(),
      socket: null,
      graceTimer: undefined,
    };
  }
}
