import { randomUUID } from 'node:crypto';
import type { Command, Event } from '../../../src/emulator/wire/protocol.ts';
import { Link } from './link.ts';
import type { Trace } from './trace.ts';
import { newView, quiet, applyEvent, type View } from './view.ts';

type Of<T extends Event['t']> = Extract<Event, { t: T }>;
type Start = Extract<Command, { t: 'start' }>;

/** An endpoint of a person. It follows the drop-in's rules, and throws when an event breaks them. */
export class SimulatedEndpoint {
  readonly name: string;
  readonly oid: string;
  readonly views = new Map<string, View>();
  readonly rings = new Map<string, Of<'incoming'>>();
  /** Ids of incoming calls that it rejected. */
  private readonly rejected = new Set<string>();
  /** References of requests that the server has not answered. */
  readonly unanswered = new Set<string>();
  readonly link: Link;
  closed = false;
  /** Its former participant ids in calls that it left and entered again. */
  private readonly formerIds = new Set<string>();
  private readonly trace: Trace;

  constructor(name: string, oid: string, trace: Trace) {
    this.name = name;
    this.oid = oid;
    this.trace = trace;
    this.link = new Link(oid, {
      onEvent: (event) => this.receive(event),
      onForgotten: () => this.forget(),
    });
  }

  get live(): View[] {
    return [...this.views.values()].filter(({ ended }) => !ended);
  }

  send(command: Command): void {
    this.trace.note(`${this.name} →`, command);
    if ('ref' in command && command.ref) this.unanswered.add(command.ref);
    this.link.send(command);
  }

  /** Closes the page. */
  leave(how: 'bye' | 'closed' | 'crashed'): void {
    this.trace.note(this.name, how);
    this.closed = true;
    this.link.leave(how);
  }

  /** Calls one or more people. */
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

  private enter(call: string, self: string, transfer?: View['transfer']): View {
    const known = this.views.get(call);
    if (known && !known.ended) throw new Error(`${this.name} is in this call already`);
    if (known?.ended === 'here') this.formerIds.add(known.self);
    const view = newView(call, self, transfer);
    this.views.set(call, view);
    return view;
  }

  private receive(event: Event): void {
    this.trace.note(`${this.name} ←`, event);
    try {
      this.apply(event);
    } catch (error) {
      throw new Error(`${this.name}: ${(error as Error).message}: ${JSON.stringify(event)}`, {
        cause: error,
      });
    }
  }

  private apply(event: Event): void {
    const view = this.views.get(event.call);
    const live = view && !view.ended ? view : undefined;
    switch (event.t) {
      case 'incoming':
        if (this.rings.has(event.call)) throw new Error('rings twice for one call');
        // The server may have transfer this before it learned that the endpoint enters the call by a transfer.
        if (live?.inside) throw new Error('rings for a call that it is in');
        this.rings.set(event.call, event);
        return;
      case 'answered':
        if (!this.unanswered.delete(event.ref)) throw new Error('gets an answer to no request');
        return;
      case 'refused':
        // A call that was refused at its start is over. Any other refusal is followed by the event that explains it.
        if (
          live &&
          live.self === event.self &&
          (event.of === 'start' || event.of === 'take' || event.of === 'join')
        )
          this.end(live, event.why);
        return;
      case 'transfer':
        if (live) this.followTransfer(live, event);
        return;
      case 'ended':
        // It left, entered again by a transfer, and learns only now that its first participation ended.
        if (this.formerIds.delete(event.self)) return;
        if (live?.self === event.self) return this.end(live, `${event.end.code}/${event.end.subCode}`);
        if (!this.rings.delete(event.call) && view?.ended !== 'here' && !this.rejected.delete(event.call)) {
          throw new Error('gets the end of an unknown call');
        }
        return;
      case 'participant':
      case 'left':
      case 'place':
        if (!live && view?.ended !== 'here') throw new Error('gets an event of a call that it is not in');
        if (!live) return;
        applyEvent(live, event);
        if (event.t === 'participant' && event.entry.presence === 'Joined') this.onOtherJoined(live);
        return;
      default:
      // Other events do not change who is in a call.
    }
  }

  /** Enters the call to which it was transferred. */
  private followTransfer({ call }: View, { ticket, target }: Of<'transfer'>): void {
    const pass = { call, ticket };
    if ('id' in target) return this.start([target.id], pass);
    const known = this.views.get(target.call);
    if (known && !known.ended) return this.reportTransfer(pass, { code: 400, subCode: 0 });
    const view = this.enter(target.call, randomUUID(), pass);
    return this.send({ t: 'take', call: target.call, pass, self: view.self, state: quiet });
  }

  /** Another participant has joined: completes the transfer that led here, and leaves the call that it came from. */
  private onOtherJoined({ transfer }: View): void {
    const from = transfer && this.views.get(transfer.call);
    if (!from || from.ended) return;
    this.reportTransfer(transfer, null);
    this.hangUp(from, false);
  }

  private end(view: View, why: string): void {
    const { transfer } = view;
    view.ended = why;
    const from = transfer && this.views.get(transfer.call);
    if (from && !from.ended) this.reportTransfer(transfer, { code: 487, subCode: 0 });
  }

  /** Reports the result of a transfer. @param end why it failed; `null` when it succeeded. */
  private reportTransfer(
    { call, ticket }: NonNullable<View['transfer']>,
    end: { code: number; subCode: number } | null,
  ) {
    this.send({ t: 'transferred', call, ticket, end });
  }

  /** The server no longer knows this endpoint. */
  private forget(): void {
    for (const view of this.live) view.ended = 'forgotten';
    this.rings.clear();
    this.unanswered.clear();
  }
}
