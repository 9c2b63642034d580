import type { EndCode, Event } from '../../wire/protocol.ts';
import { EmuTeamsIncomingCall, type Answering } from './incomingCall.ts';

/** The calls that ring in this window. */
export class Rings {
  all: readonly EmuTeamsIncomingCall[] = [];
  private readonly answering: Answering;

  constructor(answering: Answering) {
    this.answering = answering;
  }

  add(event: Extract<Event, { t: 'incoming' }>): EmuTeamsIncomingCall {
    const ring = new EmuTeamsIncomingCall(event, this.answering);
    this.all = [...this.all, ring];
    return ring;
  }

  /** Takes in what signalling says about a call that still rings. */
  handle(event: Exclude<Event, { t: 'incoming' }>): void {
    const ring = this.all.find(({ id }) => id === event.call);
    if (event.t === 'signal') return ring?.keep(event.from, event.signal);
    if (event.t !== 'ended') return undefined;
    this.remove(event.call);
    return ring?.end(event.end);
  }

  /** @returns whether it is this participant that rings. */
  isFor(participant: string): boolean {
    return this.all.some(({ info }) => info.participantId === participant);
  }

  remove(call: string): void {
    this.all = this.all.filter(({ id }) => id !== call);
  }

  /** None rings any more, for this reason. */
  end(reason: EndCode): void {
    const rings = this.all;
    this.all = [];
    for (const ring of rings) ring.end(reason);
  }
}
