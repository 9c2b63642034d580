import type { CallEndReason, TeamsCall } from '@azure/communication-calling';
import { createEmitter } from './emitter.ts';
import type { CallOwner } from './simulatedCall.ts';

/** An incoming call of the simulated SDK. */
export class SimulatedIncomingCall {
  readonly id: string;
  callerInfo: { displayName?: string } = {};
  transferorInfo: { identifier: { microsoftTeamsUserId: string } } | undefined;
  callEndReason: CallEndReason | undefined;
  accepted = 0;
  isRinging = true;
  private readonly service: CallOwner;
  private readonly emitter = createEmitter();
  readonly on = this.emitter.on;
  readonly off = this.emitter.off;

  constructor(id: string, service: CallOwner) {
    this.id = id;
    this.service = service;
  }

  async accept(): Promise<TeamsCall> {
    await this.service.delay();
    this.service.failIfAsked('accept');
    if (!this.isRinging) throw this.service.refusal(400, 41006);
    this.isRinging = false;
    this.accepted += 1;
    const call = this.service.add('Incoming', this.id);
    await this.service.delay();
    return call.asTeamsCall();
  }

  async reject(): Promise<void> {
    if (!this.isRinging) throw this.service.refusal(400, 41007);
    this.stop({ code: 603, subCode: 0 });
    await this.service.delay();
  }

  /** The service reports the caller's name only after the call has begun to ring. */
  calledBy(displayName: string): void {
    this.callerInfo = { displayName };
    this.emitter.emit('callerInfoChanged');
  }

  /** The service reports late who transferred the call to this user. @param rawId `8:orgid:…` */
  transferredBy(rawId: string): void {
    this.transferorInfo = { identifier: { microsoftTeamsUserId: rawId.replace('8:orgid:', '') } };
    this.emitter.emit('transferorInfoChanged');
  }

  /** The incoming call ends: the user declined it, or the caller gave up. */
  stop(reason: CallEndReason): void {
    if (!this.isRinging) return;
    this.isRinging = false;
    this.callEndReason = reason;
    this.emitter.emit('callEnded');
  }
}
