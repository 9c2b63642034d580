import { randomUUID } from 'node:crypto';
import type { NewId } from '../../core/ids.ts';
import { Outbox } from '../../wire/outbox.ts';
import { toOid } from '../../wire/rawIds.ts';
import type { GeneratedMedia, DisconnectReason, SignallingEvent } from '../../wire/protocol.ts';
import type { Recorder } from '../../core/recorder/recorder.ts';
import { sendFrame, type Endpoint, type RecordFrame } from './endpoint.ts';

/** Stores the endpoints (connections of call agents). A call to a raw id rings at all registered endpoints with this raw id. */
export class EndpointRegistry {
  private readonly byId = new Map<string, Endpoint>();
  /** Maps raw ids to the endpoints at which calls ring. */
  private readonly byRawId = new Map<string, Set<Endpoint>>();
  private readonly newId: NewId;
  private readonly recorder: Recorder | undefined;

  /** Learns that calls ring at an endpoint from now on, or no longer. `ContactCentre` sets this function. */
  onChange: (() => void) | undefined;

  constructor(newId: NewId, recorder?: Recorder) {
    this.newId = newId;
    this.recorder = recorder;
  }

  /** Creates and registers an endpoint for a browser page. @param rawId the Teams user or agent who is signed in there. */
  createForUser(rawId: string): Endpoint {
    const endpoint = this.createEndpoint(rawId);
    this.register(endpoint);
    return endpoint;
  }

  /** Creates an endpoint without a page. Calls ring at it only after `register`. */
  createForVirtualAgent(
    rawId: string,
    onEvent: (event: SignallingEvent) => void,
    bot: GeneratedMedia,
  ): Endpoint {
    const recordFrame: RecordFrame = (way, frame) => this.recorder?.recordFrame(rawId, rawId, way, frame);
    return { ...this.createEndpoint(rawId), onEvent, bot, recordFrame };
  }

  register(endpoint: Endpoint): void {
    const { id, rawId } = endpoint;
    this.byId.set(id, endpoint);
    this.byRawId.set(rawId, (this.byRawId.get(rawId) ?? new Set()).add(endpoint));
    this.onChange?.();
  }

  /** Finds the endpoint that a page of this user had before its socket was lost. @param secret that endpoint's secret. */
  findFormerEndpoint(rawId: string, endpointId: string, secret: string): Endpoint | undefined {
    const endpoint = this.byId.get(endpointId);
    return endpoint && endpoint.secret === secret && endpoint.rawId === rawId ? endpoint : undefined;
  }

  find(endpointId: string): Endpoint | undefined {
    return this.byId.get(endpointId);
  }

  listForRawId(rawId: string): readonly Endpoint[] {
    return [...(this.byRawId.get(rawId) ?? [])];
  }

  /** @returns the raw ids at whose endpoints calls ring. */
  listReachableRawIds(): readonly string[] {
    return [...this.byRawId.keys()];
  }

  /** @returns the endpoints at which calls to this person ring, to the Teams user as well as to the agent. */
  listForPerson(oid: string): readonly Endpoint[] {
    return [...this.byRawId.values()].flatMap((endpoints) =>
      [...endpoints].filter((endpoint) => endpoint.oid === oid),
    );
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
    const endpoints = this.byRawId.get(endpoint.rawId);
    endpoints?.delete(endpoint);
    if (endpoints?.size === 0) this.byRawId.delete(endpoint.rawId);
    this.onChange?.();
  }

  private createEndpoint(rawId: string): Endpoint {
    return {
      id: this.newId(),
      secret: randomUUID(),
      oid: toOid(rawId),
      rawId,
      outbox: new Outbox(),
      meetingCallIds: new Map(),
      socket: null,
      graceTimer: undefined,
    };
  }
}
