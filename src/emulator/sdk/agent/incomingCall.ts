import type * as Real from '@azure/communication-calling';
import { declined } from '../../wire/endCodes.ts';
import type { EndCode, SignallingEvent } from '../../wire/protocol.ts';
import { ShownEndReason, toEndReason } from '../base/endReason.ts';
import { getPageConditions } from '../base/pageConditions.ts';
import { IncomingCallKind } from '../base/enums.ts';
import { check } from '../base/errors.ts';
import { Emitter } from '../base/events.ts';
import type { EmuCall } from '../call/call.ts';
import type { ReceivedSignal, SessionDeps } from '../call/sessionDeps.ts';
import { createCallerInfo, createTransferorInfo } from '../base/identifiers.ts';

export type IncomingEvent = Extract<SignallingEvent, { t: 'incoming' }>;

interface IncomingCallHandlers {
  /** @param earlySignals the signals (steps of the WebRTC negotiation) that the caller sent while the call rang. */
  accept(
    event: IncomingEvent,
    earlySignals: readonly ReceivedSignal[],
    options: Real.AcceptCallOptions,
  ): EmuCall;
  reject(event: IncomingEvent): void;
}

/**
 * An incoming call. Members marked "Internal" are not for apps. The casts are needed where the SDK's types do not admit
 * `undefined`.
 */
export class EmuIncomingCall implements Real.TeamsIncomingCall, Real.IncomingCall {
  private readonly emitter: Emitter<'callEnded' | 'callerInfoChanged' | 'transferorInfoChanged'>;
  readonly on: Emitter['on'];
  readonly off: Emitter['off'];
  private event: IncomingEvent;
  private readonly handlers: IncomingCallHandlers;
  private readonly earlySignals: ReceivedSignal[] = [];
  /** The end reason as the app sees it, which may be late or missing if a test wants that. */
  private readonly endReason = new ShownEndReason();
  private isRinging = true;
  private hasEnded = false;
  readonly kind: Real.IncomingCallKind;
  readonly id: string;
  /** Internal: the id of the call that `accept` returns. It differs from `id` only if a test simulates `otherIncomingId`. */
  readonly callId: string;

  /** @param callClass the SDK's class of the call that `accept` returns. */
  constructor(event: IncomingEvent, handlers: IncomingCallHandlers, callClass: SessionDeps['callClass']) {
    const incomingClass = callClass === 'Call' ? 'IncomingCall' : 'TeamsIncomingCall';
    this.emitter = new Emitter(incomingClass, ['callEnded', 'callerInfoChanged', 'transferorInfoChanged']);
    this.on = this.emitter.on;
    this.off = this.emitter.off;
    this.kind = IncomingCallKind[incomingClass];
    this.event = event;
    this.handlers = handlers;
    this.callId = event.call;
    this.id = getPageConditions().otherIncomingId ? crypto.randomUUID() : event.call;
  }

  get callerInfo(): Real.CallerInfo {
    return createCallerInfo(this.event.from.id, this.event.from.name);
  }

  get transferorInfo(): Real.CallerInfo {
    return createTransferorInfo(this.event.transferor, this.event.transferorName) as Real.CallerInfo;
  }

  get customContext(): Real.CustomContext {
    return this.event.context as Real.CustomContext;
  }

  get callEndReason(): Real.CallEndReason {
    return this.endReason.value as Real.CallEndReason;
  }

  get info(): Real.CallInfo {
    return {
      // A call that rings is no group call that people join.
      groupId: undefined,
      threadId: this.event.threadId,
      participantId: this.event.self,
      getServerCallId: async () => this.event.call,
      // In the emulator, the info of an incoming call never changes.
      onCallInfoChanged: () => undefined,
      offCallInfoChanged: () => undefined,
    };
  }

  /** @returns the call, which is not connected yet. If the options are refused, the incoming call goes on ringing. */
  async accept(options: Real.AcceptCallOptions = {}): Promise<EmuCall> {
    check(this.isRinging, 400, 41006, "Failed to accept the incoming call, it isn't in the Ringing state.");
    this.isRinging = false;
    try {
      return this.handlers.accept(this.event, this.earlySignals, options);
    } catch (cause) {
      this.isRinging = true;
      throw cause;
    }
  }

  async reject(): Promise<void> {
    check(this.isRinging, 400, 41007, "Failed to reject the incoming call, it isn't in the Ringing state.");
    this.handlers.reject(this.event);
    this.end(declined);
  }

  /** Internal: keeps a signal of the caller until the app calls `accept`. */
  storeSignal(signal: ReceivedSignal): void {
    this.earlySignals.push(signal);
  }

  /** Internal: called when the telephone network sends the caller's name. */
  nameCaller(name: string): void {
    this.event = { ...this.event, from: { ...this.event.from, name } };
    this.emitter.emit('callerInfoChanged');
  }

  /** Internal: called when the call stops ringing without having been accepted in this page. */
  end(endCode: EndCode): void {
    if (this.hasEnded) return;
    this.hasEnded = true;
    this.isRinging = false;
    this.endReason.set(toEndReason(endCode));
    this.emitter.emit('callEnded', { callEndReason: this.endReason.value });
  }
}
