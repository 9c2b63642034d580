import type { TeamsCallAgent } from '@azure/communication-calling';
import { createEmitter } from './emitter.ts';
import { SimulatedCall, type CallOwner } from './simulatedCall.ts';
import { SimulatedIncomingCall } from './simulatedIncomingCall.ts';

export type Refusable = 'hold' | 'resume' | 'accept';

/**
 * The service behind the phone in the property-based test: an agent whose every answer takes as long as the test's
 * scheduler decides. The test decides what the other participants do.
 */
export class SimulatedService implements CallOwner {
  readonly calls: SimulatedCall[] = [];
  readonly all: SimulatedCall[] = [];
  readonly rings: SimulatedIncomingCall[] = [];
  /** Raw ids that were called, in order. */
  readonly started: string[] = [];
  /** Violations that were observed. */
  readonly faults: string[] = [];
  private readonly refused = new Set<Refusable>();
  private readonly emitter = createEmitter();
  private ids = 0;
  readonly delay: () => Promise<void>;

  constructor(delay: () => Promise<void>) {
    this.delay = delay;
  }

  readonly agent = {
    connectionState: 'Connected',
    calls: this.calls,
    on: this.emitter.on,
    off: this.emitter.off,
    startCall: ({ microsoftTeamsUserId }: { microsoftTeamsUserId: string }) => {
      this.started.push(`8:orgid:${microsoftTeamsUserId}`);
      return this.add('Outgoing').asTeamsCall();
    },
  } as unknown as TeamsCallAgent;

  /** A call appears in the agent's list before its owner gets it. */
  add(direction: 'Incoming' | 'Outgoing', id = `call-${(this.ids += 1)}`): SimulatedCall {
    const call = new SimulatedCall(id, direction, this);
    this.list(call);
    call.become('Connecting');
    return call;
  }

  /** A call appears in the agent's list. */
  list(call: SimulatedCall): void {
    this.calls.push(call);
    this.all.push(call);
    this.emitter.emit('callsUpdated');
  }

  remove(call: SimulatedCall): void {
    this.calls.splice(this.calls.indexOf(call), 1);
    this.emitter.emit('callsUpdated');
  }

  ring(): SimulatedIncomingCall {
    const ring = new SimulatedIncomingCall(`ring-${(this.ids += 1)}`, this);
    this.rings.push(ring);
    this.emitter.emit('incomingCall', { incomingCall: ring });
    return ring;
  }

  /** Refuses the next command of this kind. */
  refuse(what: Refusable): void {
    this.refused.add(what);
  }

  failIfAsked(what: Refusable): void {
    if (this.refused.delete(what)) throw this.refusal(500, 41000);
  }

  refusal(code: number, subCode: number): Error {
    return Object.assign(new Error('refused'), { name: 'CallingCommunicationError', code, subCode });
  }

  /** Is called at every change. */
  check(): void {
    const audible = this.calls.filter(({ isAudible }) => isAudible);
    if (audible.length > 1) this.faults.push(`audible at once: ${audible.map(({ id }) => id).join(', ')}`);
  }
}
