import type { EndCode, SignallingEvent } from '../../wire/protocol.ts';
import { EmuTeamsIncomingCall, type IncomingCallHandlers } from './incomingCall.ts';

/** The incoming calls of one agent that are still ringing. */
export class IncomingCalls {
  all: readonly EmuTeamsIncomingCall[] = [];
  private readonly handlers: IncomingCallHandlers;

  constructor(handlers: IncomingCallHandlers) {
    this.handlers = handlers;
  }

  add(event: Extract<SignallingEvent, { t: 'incoming' }>): EmuTeamsIncomingCall {
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
    if (event.t === 'signal') return incomingCall?.storeSignal(event.from, event.signal);
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
