import type {
  AcceptCallOptions,
  CallEndReason,
  CallerInfo,
  CustomContext,
  TeamsCall,
  TeamsCallInfo,
  TeamsIncomingCall,
} from '@azure/communication-calling';
import { declined } from '../../wire/endCodes.ts';
import type { EndCode, SignallingEvent } from '../../wire/protocol.ts';
import { ShownEndReason, toEndReason } from '../base/endReason.ts';
import { getPageConditions } from '../base/pageConditions.ts';
import { IncomingCallKind } from '../base/enums.ts';
import { callingError } from '../base/errors.ts';
import { Emitter } from '../base/events.ts';
import type { ReceivedSignal } from '../call/sessionDeps.ts';
import { createCallerInfo, createTransferorInfo } from '../base/identifiers.ts';

type IncomingEvent = Extract<SignallingEvent, { t: 'incoming' }>;

/** The functions by which the call agent accepts and rejects an incoming call. */
interface IncomingCallHandlers {
  /** @param earlySignals the signals that the caller sent while the call rang. */
  accept(
    event: IncomingEvent,
    earlySignals: readonly ReceivedSignal[],
    options: AcceptCallOptions,
  ): TeamsCall;
  reject(event: IncomingEvent): void;
}

/**
 * An incoming call. While it rings, it stores the signals that the caller sends, because only the call that `accept`
 * returns can handle them. Members marked "internal" are not for apps.
 * @see https://learn.microsoft.com/javascript/api/azure-communication-services/@azure/communication-calling/teamsincomingcall
 */
class EmuTeamsIncomingCall implements TeamsIncomingCall {
  private readonly emitter = new Emitter('TeamsIncomingCall', [
    'callEnded',
    'callerInfoChanged',
    'transferorInfoChanged',
  ]);
  readonly on = this.emitter.on;
  readonly off = this.emitter.off;
  private event: IncomingEvent;
  private readonly handlers: IncomingCallHandlers;
  private readonly earlySignals: ReceivedSignal[] = [];
  private readonly endReason = new ShownEndReason();
  private isRinging = true;
  private hasEnded = false;
  readonly kind = IncomingCallKind.TeamsIncomingCall;
  readonly id: string;

  constructor(event: IncomingEvent, handlers: IncomingCallHandlers) {
    this.event = event;
    this.handlers = handlers;
    this.id = getPageConditions().otherIncomingId ? crypto.randomUUID() : event.call;
  }

  /** Internal: the id of the call that `accept` returns. Only the condition `otherIncomingId` makes it differ from `id`. */
  get callId(): string {
    return this.event.call;
  }

  get callerInfo(): CallerInfo {
    return createCallerInfo(this.event.from.id, this.event.from.name);
  }

  get transferorInfo(): CallerInfo {
    return createTransferorInfo(this.event.transferor, this.event.transferorName) as CallerInfo;
  }

  get customContext(): CustomContext {
    return this.event.context as CustomContext;
  }

  get callEndReason(): CallEndReason {
    return this.endReason.value as CallEndReason;
  }

  get info(): TeamsCallInfo {
    return {
      threadId: this.event.threadId,
      participantId: this.event.self,
      getServerCallId: async () => this.event.call,
      onCallInfoChanged: () => undefined,
      offCallInfoChanged: () => undefined,
    };
  }

  /**
   * @returns the call, which is not connected yet.
   * @throws 400/41006 when the incoming call no longer rings; the errors of `readInitialMedia` for invalid options.
   * After an error about options the incoming call still rings.
   */
  async accept(options: AcceptCallOptions = {}): Promise<TeamsCall> {
    if (!this.isRinging)
      throw callingError(400, 41006, "Failed to accept the incoming call, it isn't in the Ringing state.");
    this.isRinging = false;
    try {
      return this.handlers.accept(this.event, this.earlySignals, options);
    } catch (cause) {
      this.isRinging = true;
      throw cause;
    }
  }

  /** @throws 400/41007 when the incoming call no longer rings. */
  async reject(): Promise<void> {
    if (!this.isRinging)
      throw callingError(400, 41007, "Failed to reject the incoming call, it isn't in the Ringing state.");
    this.handlers.reject(this.event);
    this.end(declined);
  }

  /** Internal: stores a signal of the caller for `accept`. */
  storeSignal(signal: ReceivedSignal): void {
    this.earlySignals.push(signal);
  }

  /** Internal: called when the network sends a name of the caller. */
  nameCaller(name: string): void {
    this.event = { ...this.event, from: { ...this.event.from, name } };
    this.emitter.emit('callerInfoChanged');
  }

  /** Internal: called when the call stops ringing and was not accepted in this page. */
  end(endCode: EndCode): void {
    if (this.hasEnded) return;
    this.hasEnded = true;
    this.isRinging = false;
    this.endReason.set(toEndReason(endCode));
    this.emitter.emit('callEnded', { callEndReason: this.endReason.value });
  }
}

/** The incoming calls of one agent that are still ringing. */
export class IncomingCalls {
  all: readonly EmuTeamsIncomingCall[] = [];
  private readonly handlers: IncomingCallHandlers;

  constructor(handlers: IncomingCallHandlers) {
    this.handlers = handlers;
  }

  add(event: IncomingEvent): EmuTeamsIncomingCall {
    const incomingCall = new EmuTeamsIncomingCall(event, this.handlers);
    this.all = [...this.all, incomingCall];
    return incomingCall;
  }

  /**
   * Handles a signal of the caller (one step of the WebRTC negotiation), the caller's name, or the end of a ringing call.
   * Ignores other events.
   */
  handle(event: Exclude<SignallingEvent, { t: 'incoming' }>): void {
    const incomingCall = this.all.find(({ callId }) => callId === event.call);
    if (event.t === 'signal') return incomingCall?.storeSignal(event);
    if (event.t === 'caller') return incomingCall?.nameCaller(event.name);
    if (event.t !== 'ended') return undefined;
    this.remove(event.call);
    return incomingCall?.end(event.end);
  }

  /** @returns whether the local participant has this participant id in one of the incoming calls. */
  hasParticipant(participantId: string): boolean {
    return this.all.some(({ info }) => info.participantId === participantId);
  }

  remove(callId: string): void {
    this.all = this.all.filter((incomingCall) => incomingCall.callId !== callId);
  }

  endAll(endCode: EndCode): void {
    const { all: endedCalls } = this;
    this.all = [];
    for (const incomingCall of endedCalls) incomingCall.end(endCode);
  }
}
