import { randomUUID } from 'node:crypto';
import type { Command, Event } from '../../../src/emulator/wire/protocol.ts';
import { Link } from './link.ts';
import type { Trace } from './trace.ts';
import { newView, quiet, applyEvent, type View } from './view.ts';

type Of<T extends Event['t']> = Extract<Event, { t: T }>;
type Start = Extract<Command, { t: 'start' }>;

/** An endpoint of one person, which keeps the rules that the drop-in keeps, and complains of everything that breaks them. */
export class SimulatedEndpoint {
  readonly name: string;
  readonly oid: string;
  readonly views = new Map<string, View>();
  readonly rings = new Map<string, Of<'incoming'>>();
  /** Rings it has turned down. */
  private readonly rejected = new Set<string>();
  /** What it asked for and has no answer to. */
  readonly asked = new Set<string>();
  readonly link: Link;
  closed = false;
  /** As whom it was in calls that it left by itself, and then came into once more. */
  private readonly past = new Set<string>();
  private readonly trace: Trace;

  constructor(name: string, oid: string, trace: Trace) {
    this.name = name;
    this.oid = oid;
    this.trace = trace;
    this.link = new Link(oid, { hear: (event) => this.hear(event), forgotten: () => this.forget() });
  }

  get live(): View[] {
    return [...this.views.values()].filter(({ ended }) => !ended);
  }

  send(command: Command): void {
    this.trace.note(`${this.name} →`, command);
    if ('ref' in command && command.ref) this.asked.add(command.ref);
    this.link.send(command);
  }

  /** The page goes away. */
  leave(how: 'bye' | 'closed' | 'crashed'): void {
    this.trace.note(this.name, how);
    this.closed = true;
    this.link.leave(how);
  }

  /** Calls somebody, or some. */
  start(ids: readonly string[], pass?: Start['pass']): void {
    const call = randomUUID();
    const self = randomUUID();
    const to = ids.map((id) => ({ participant: randomUUID(), id }));
    const view = this.enter(call, self, pass);
    for (const { participant, id } of to)
      view.others.set(participant, { id, presence: 'Connecting', bot: false });
    this.send({ t: 'start', call, self, to, state: quiet, ...(pass ? { pass } : {}) });
  }

  accept(ring: Of<'incoming'>): void {
    this.rings.delete(ring.call);
    const view = this.enter(ring.call, ring.self);
    view.others.set(ring.from.participant, { id: ring.from.id, presence: 'Connecting', bot: false });
    this.send({ t: 'accept', call: ring.call, self: ring.self, state: quiet });
  }

  reject({ call, self }: Of<'incoming'>): void {
    this.rings.delete(call);
    this.rejected.add(call);
    this.send({ t: 'reject', call, self });
  }

  hangUp(view: View, everyone: boolean): void {
    this.send({ t: 'leave', call: view.call, everyone, ...(everyone ? { ref: randomUUID() } : {}) });
    this.end(view, 'here');
  }

  join(meeting: Extract<Command, { t: 'join' }>['meeting']): void {
    const view = this.enter(randomUUID(), randomUUID());
    this.send({ t: 'join', call: view.call, self: view.self, meeting, state: quiet });
  }

  private enter(call: string, self: string, sent?: View['sent']): View {
    const known = this.views.get(call);
    if (known && !known.ended) throw new Error(`${this.name} is in this call already`);
    if (known?.ended === 'here') this.past.add(known.self);
    const view = newView(call, self, sent);
    this.views.set(call, view);
    return view;
  }

  private hear(event: Event): void {
    this.trace.note(`${this.name} ←`, event);
    try {
      this.take(event);
    } catch (error) {
      throw new Error(`${this.name}: ${(error as Error).message}: ${JSON.stringify(event)}`, {
        cause: error,
      });
    }
  }

  private take(event: Event): void {
    const view = this.views.get(event.call);
    const live = view && !view.ended ? view : undefined;
    switch (event.t) {
      case 'incoming':
        if (this.rings.has(event.call)) throw new Error('rings twice for one call');
        // It may have been rung before the server heard that it comes in by another way.
        if (live?.inside) throw new Error('rings for a call it is in');
        this.rings.set(event.call, event);
        return;
      case 'answered':
        if (!this.asked.delete(event.ref)) throw new Error('answers what was not asked');
        return;
      case 'refused':
        // What never came to be is over. Whatever else is refused was overtaken by an event that is on its way.
        if (
          live &&
          live.self === event.self &&
          (event.of === 'start' || event.of === 'take' || event.of === 'join')
        )
          this.end(live, event.why);
        return;
      case 'transfer':
        if (live) this.go(live, event);
        return;
      case 'ended':
        // It left, was sent there again, and hears only now of its first time's end.
        if (this.past.delete(event.self)) return;
        if (live?.self === event.self) return this.end(live, `${event.end.code}/${event.end.subCode}`);
        if (!this.rings.delete(event.call) && view?.ended !== 'here' && !this.rejected.delete(event.call)) {
          throw new Error('the end of nothing');
        }
        return;
      case 'participant':
      case 'left':
      case 'place':
        if (!live && view?.ended !== 'here') throw new Error('news of a call it is not in');
        if (!live) return;
        applyEvent(live, event);
        if (event.t === 'participant' && event.entry.presence === 'Joined') this.arrived(live);
        return;
      default:
      // What is said and shared in a call changes nothing about who is in it.
    }
  }

  /** Goes where it was sent. */
  private go({ call }: View, { ticket, target }: Of<'transfer'>): void {
    const pass = { call, ticket };
    if ('id' in target) return this.start([target.id], pass);
    const known = this.views.get(target.call);
    if (known && !known.ended) return this.settle(pass, { code: 400, subCode: 0 });
    const view = this.enter(target.call, randomUUID(), pass);
    return this.send({ t: 'take', call: target.call, pass, self: view.self, state: quiet });
  }

  /** Somebody is there: a transfer that led here is done, and the call it was asked for in is left. */
  private arrived({ sent }: View): void {
    const from = sent && this.views.get(sent.call);
    if (!from || from.ended) return;
    this.settle(sent, null);
    this.hangUp(from, false);
  }

  private end(view: View, why: string): void {
    const { sent } = view;
    view.ended = why;
    const from = sent && this.views.get(sent.call);
    if (from && !from.ended) this.settle(sent, { code: 487, subCode: 0 });
  }

  private settle({ call, ticket }: NonNullable<View['sent']>, end: { code: number; subCode: number } | null) {
    this.send({ t: 'transferred', call, ticket, end });
  }

  /** The server no longer knows this endpoint. */
  private forget(): void {
    for (const view of this.live) view.ended = 'forgotten';
    this.rings.clear();
    this.asked.clear();
  }
}
