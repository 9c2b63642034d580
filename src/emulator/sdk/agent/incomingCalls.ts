import type { EndCode, Event } from '../../wire/protocol.ts';
import { EmuTeamsIncomingCall, type IncomingCallHandlers } from './incomingCall.ts';

/** The incoming calls of one agent. */
export class IncomingCalls {
  all: readonly EmuTeamsIncomingCall[] = [];
  private readonly handlers: IncomingCallHandlers;

  constructor(handlers: IncomingCallHandlers) {
    this.handlers = handlers;
  }

  add(event: Extract<Event, { t: 'incoming' }>): EmuTeamsIncomingCall {
    const incoming = new EmuTeamsIncomingCall(event, this.handlers);
    this.all = [...this.all, incoming];
    return incoming;
  }

  /** Handles an event about a call that is still ringing. */
  handle(event: Exclude<Event, { t: 'incoming' }>): void {
    const incoming = this.all.find(({ id }) => id === event.call);
    if (event.t === 'signal') return incoming?.keepSignal(event.from, event.signal);
    if (event.t !== 'ended') return undefined;
    this.remove(event.call);
    return incoming?.end(event.end);
  }

  /** @returns whether this is the local participant of an incoming call. */
  isFor(participant: string): boolean {
    return this.all.some(({ info }) => info.participantId === participant);
  }

  /** @param call the call's id. */
  remove(call: string): void {
    this.all = this.all.filter(({ id }) => id !== call);
  }

  /** Ends all incoming calls. */
  end(reason: EndCode): void {
    const { all } = this;
    this.all = [];
    for (const incoming of all) incoming.end(reason);
  }
}
