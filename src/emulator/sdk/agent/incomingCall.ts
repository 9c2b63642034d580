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
import type { EndCode, SignallingEvent, Signal } from '../../wire/protocol.ts';
import { toEndReason } from '../base/endReason.ts';
import { ShownEndReason } from '../base/shownEndReason.ts';
import { getPageConditions } from '../base/pageConditions.ts';
import { IncomingCallKind } from '../base/enums.ts';
import { callingError } from '../base/errors.ts';
import { Emitter, type Listener } from '../base/events.ts';
import { createCallerInfo, createTransferorInfo } from '../base/identifiers.ts';

type IncomingEvent = Extract<SignallingEvent, { t: 'incoming' }>;

/** A signal, which is one step of a WebRTC negotiation, as it arrives from the signalling server. */
export interface ReceivedSignal {
  /** The participant id of the sender. */
  readonly from: string;
  readonly signal: Signal;
}

/** The functions by which the call agent accepts and rejects an incoming call. */
export interface IncomingCallHandlers {
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
 * returns can handle them. Methods and properties marked "internal" are for other parts of the drop-in SDK (our
 * replacement for `@azure/communication-calling`), not for apps.
 * @see https://learn.microsoft.com/javascript/api/azure-communication-services/@azure/communication-calling/teamsincomingcall
 */
export class EmuTeamsIncomingCall implements TeamsIncomingCall {
  private readonly emitter = new Emitter('TeamsIncomingCall', [
    'callEnded',
    'callerInfoChanged',
    'transferorInfoChanged',
  ]);
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
    if (!this.isRinging) {
      throw callingError(400, 41006, "Failed to accept the incoming call, it isn't in the Ringing state.");
    }
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
    if (!this.isRinging) {
      throw callingError(400, 41007, "Failed to reject the incoming call, it isn't in the Ringing state.");
    }
    this.handlers.reject(this.event);
    this.end(declined);
  }

  on(event: string, listener: Listener): void {
    this.emitter.on(event, listener);
  }

  off(event: string, listener: Listener): void {
    this.emitter.off(event, listener);
  }

  /** Internal: stores a signal of the caller for `accept`. */
  storeSignal(senderParticipantId: string, signal: Signal): void {
    this.earlySignals.push({ from: senderParticipantId, signal });
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
