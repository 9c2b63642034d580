import type {
  AcceptCallOptions,
  CallEndReason,
  CallerInfo,
  TeamsCall,
  TeamsCallInfo,
  TeamsIncomingCall,
} from '@azure/communication-calling';
import type { EndCode, Event, Signal } from '../../wire/protocol.ts';
import { endReason, type EndReason } from '../base/endReason.ts';
import { IncomingCallKind } from '../base/enums.ts';
import { callingError } from '../base/errors.ts';
import { Emitter, type Listener } from '../base/events.ts';
import { identifierOf } from '../base/identifiers.ts';

type Ring = Extract<Event, { t: 'incoming' }>;

/** What an incoming call asks of its agent. */
export interface Answering {
  accept(
    ring: Ring,
    signals: readonly { from: string; signal: Signal }[],
    options: AcceptCallOptions,
  ): TeamsCall;
  reject(ring: Ring): void;
}

/** A call that rings here. What the caller signals meanwhile is kept for whoever accepts. */
export class EmuTeamsIncomingCall implements TeamsIncomingCall {
  private readonly emitter = new Emitter('TeamsIncomingCall', [
    'callEnded',
    'callerInfoChanged',
    'transferorInfoChanged',
  ]);
  private readonly ring: Ring;
  private readonly answering: Answering;
  private readonly signals: { from: string; signal: Signal }[] = [];
  private ringing = true;
  private reason: EndReason | undefined;
  readonly kind = IncomingCallKind.TeamsIncomingCall;

  constructor(ring: Ring, answering: Answering) {
    this.ring = ring;
    this.answering = answering;
  }

  get id(): string {
    return this.ring.call;
  }

  get callerInfo(): CallerInfo {
    return { identifier: identifierOf(this.ring.from.id) };
  }

  get transferorInfo(): CallerInfo {
    const { transferor } = this.ring;
    return (transferor ? { identifier: identifierOf(transferor) } : undefined) as CallerInfo;
  }

  get callEndReason(): CallEndReason {
    return this.reason as CallEndReason;
  }

  get info(): TeamsCallInfo {
    return {
      threadId: this.ring.threadId,
      participantId: this.ring.self,
      getServerCallId: async () => this.ring.call,
      onCallInfoChanged: () => undefined,
      offCallInfoChanged: () => undefined,
    };
  }

  /**
   * @returns the call, which then connects.
   * @throws 400/41006 when it no longer rings; what is wrong with the options, after which it rings on.
   */
  async accept(options: AcceptCallOptions = {}): Promise<TeamsCall> {
    if (!this.ringing) {
      throw callingError(400, 41006, "Failed to accept the incoming call, it isn't in the Ringing state.");
    }
    this.ringing = false;
    try {
      return this.answering.accept(this.ring, this.signals, options);
    } catch (cause) {
      this.ringing = true;
      throw cause;
    }
  }

  /** @throws 400/41007 when it no longer rings. */
  async reject(): Promise<void> {
    if (!this.ringing) {
      throw callingError(400, 41007, "Failed to reject the incoming call, it isn't in the Ringing state.");
    }
    this.answering.reject(this.ring);
    this.end({ code: 603, subCode: 0 });
  }

  on(event: string, listener: Listener): void {
    this.emitter.on(event, listener);
  }

  off(event: string, listener: Listener): void {
    this.emitter.off(event, listener);
  }

  /** Internal to the drop-in. */
  keep(from: string, signal: Signal): void {
    this.signals.push({ from, signal });
  }

  /** Internal to the drop-in: it stopped ringing without being accepted here. */
  end(end: EndCode): void {
    if (this.reason) return;
    this.ringing = false;
    this.reason = endReason(end);
    this.emitter.emit('callEnded', { callEndReason: this.reason });
  }
}
