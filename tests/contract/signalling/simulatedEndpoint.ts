import { randomUUID } from 'node:crypto';
import type { Command, SignallingEvent } from '../../../src/emulator/wire/protocol.ts';
import { Link, type CloseMode } from './link.ts';
import type { Trace } from './trace.ts';
import { applyEvent, createView, defaultMediaState, type CallView } from './view.ts';

type EventOf<Type extends SignallingEvent['t']> = Extract<SignallingEvent, { t: Type }>;
type CommandOf<Type extends Command['t']> = Extract<Command, { t: Type }>;

/**
 * A simulated endpoint: one agent connection of a user. It follows the rules of the drop-in SDK (the emulator's replacement for
 * `@azure/communication-calling`), and throws when an event of the server breaks them.
 */
export class SimulatedEndpoint {
  /** The user's first name and the index of the endpoint, for example `bob1`. */
  readonly name: string;
  readonly oid: string;
  /** What the endpoint knows about each call that it was in, by call id. */
  readonly views = new Map<string, CallView>();
  /** The calls that ring here, by call id. */
  readonly incomingCalls = new Map<string, EventOf<'incoming'>>();
  /** Ids of calls that this endpoint rejected. */
  private readonly rejectedCallIds = new Set<string>();
  /** References of requests that the server has not answered. */
  readonly unansweredRefs = new Set<string>();
  readonly link: Link;
  /** Whether the endpoint's page has closed or crashed. */
  isClosed = false;
  /** The endpoint's earlier participant ids, in calls that it left and entered again. */
  private readonly formerParticipantIds = new Set<string>();
  private readonly trace: Trace;

  constructor(name: string, oid: string, trace: Trace) {
    this.name = name;
    this.oid = oid;
    this.trace = trace;
    this.link = new Link(oid, {
      onEvent: (event) => this.receive(event),
      onForgotten: () => this.forgetCalls(),
    });
  }

  /** The calls that the endpoint is in now. */
  get activeViews(): CallView[] {
    return [...this.views.values()].filter(({ endReason }) => !endReason);
  }

  send(command: Command): void {
    this.trace.record(`${this.name} →`, command);
    if ('ref' in command && command.ref) this.unansweredRefs.add(command.ref);
    this.link.send(command);
  }

  closePage(mode: CloseMode): void {
    this.trace.record(this.name, mode);
    this.isClosed = true;
    this.link.closePage(mode);
  }

  /** Calls one or more people. @param pass the transfer that makes the endpoint call them, if any. */
  startCall(rawIds: readonly string[], pass?: CommandOf<'start'>['pass']): void {
    const call = randomUUID();
    const self = randomUUID();
    const to = rawIds.map((id) => ({ participant: randomUUID(), id }));
    const view = this.enterCall(call, self, pass);
    for (const { participant, id } of to)
      view.others.set(participant, { rawId: id, presence: 'Connecting', isBot: false });
    this.send({ t: 'start', call, self, to, state: defaultMediaState, ...(pass ? { pass } : {}) });
  }

  accept({ call, self, from }: EventOf<'incoming'>): void {
    this.incomingCalls.delete(call);
    const view = this.enterCall(call, self);
    view.others.set(from.participant, { rawId: from.id, presence: 'Connecting', isBot: false });
    this.send({ t: 'accept', call, self, state: defaultMediaState });
  }

  reject({ call, self }: EventOf<'incoming'>): void {
    this.incomingCalls.delete(call);
    this.rejectedCallIds.add(call);
    this.send({ t: 'reject', call, self });
  }

  hangUp(view: CallView, { forEveryone }: { forEveryone: boolean }): void {
    const ref = forEveryone ? { ref: randomUUID() } : {};
    this.send({ t: 'leave', call: view.callId, everyone: forEveryone, ...ref });
    this.endView(view, 'hung up');
  }

  joinMeeting(meeting: CommandOf<'join'>['meeting']): void {
    const { callId, ownParticipantId } = this.enterCall(randomUUID(), randomUUID());
    this.send({ t: 'join', call: callId, self: ownParticipantId, meeting, state: defaultMediaState });
  }

  private enterCall(callId: string, ownParticipantId: string, transfer?: CallView['transfer']): CallView {
    const knownView = this.views.get(callId);
    if (knownView && !knownView.endReason) throw new Error(`${this.name} is already in this call`);
    if (knownView?.endReason === 'hung up') this.formerParticipantIds.add(knownView.ownParticipantId);
    const view = createView(callId, ownParticipantId, transfer);
    this.views.set(callId, view);
    return view;
  }

  private receive(event: SignallingEvent): void {
    this.trace.record(`${this.name} ←`, event);
    try {
      this.handleEvent(event);
    } catch (error) {
      throw new Error(`${this.name}: ${(error as Error).message}: ${JSON.stringify(event)}`, {
        cause: error,
      });
    }
  }

  private handleEvent(event: SignallingEvent): void {
    const view = this.views.get(event.call);
    const activeView = view && !view.endReason ? view : undefined;
    switch (event.t) {
      case 'incoming':
        if (this.incomingCalls.has(event.call)) throw new Error('rings twice for one call');
        // The endpoint may have entered the call by a transfer before the server knew about it, so a view alone is no error.
        if (activeView?.isConnected) throw new Error('rings for a call that it is in');
        this.incomingCalls.set(event.call, event);
        return;
      case 'answered':
        if (!this.unansweredRefs.delete(event.ref))
          throw new Error('gets an answer to a request that it has not sent');
        return;
      case 'refused': {
        // A refused command that enters a call ends the call. After any other refusal an event says what happened.
        const wasEntering = event.of === 'start' || event.of === 'take' || event.of === 'join';
        if (activeView && activeView.ownParticipantId === event.self && wasEntering)
          this.endView(activeView, event.why);
        return;
      }
      case 'transfer':
        if (activeView) this.followTransfer(activeView, event);
        return;
      case 'ended':
        // The endpoint has left the call and entered it again by a transfer. This event is about its first participation.
        if (this.formerParticipantIds.delete(event.self)) return;
        if (activeView?.ownParticipantId === event.self)
          return this.endView(activeView, `${event.end.code}/${event.end.subCode}`);
        if (!this.forgetEndedCall(event.call, view)) throw new Error('gets the end of an unknown call');
        return;
      case 'participant':
      case 'left':
      case 'place':
        if (!activeView && view?.endReason !== 'hung up')
          throw new Error('gets an event of a call that it is not in');
        if (!activeView) return;
        applyEvent(activeView, event);
        if (event.t === 'participant' && event.entry.presence === 'Joined') this.onOtherJoined(activeView);
        return;
      default:
      // Other events do not change who is in a call.
    }
  }

  /**
   * Forgets an incoming or rejected call that has ended.
   * @returns whether its end was to be expected: the call rang here, or the endpoint hung up or rejected it.
   */
  private forgetEndedCall(callId: string, view: CallView | undefined): boolean {
    if (this.incomingCalls.delete(callId)) return true;
    return view?.endReason === 'hung up' || this.rejectedCallIds.delete(callId);
  }

  /** Enters the call to which the endpoint was transferred. */
  private followTransfer({ callId }: CallView, { ticket, target }: EventOf<'transfer'>): void {
    const pass = { call: callId, ticket };
    if ('id' in target) return this.startCall([target.id], pass);
    const knownView = this.views.get(target.call);
    if (knownView && !knownView.endReason) return this.reportTransfer(pass, { code: 400, subCode: 0 });
    const view = this.enterCall(target.call, randomUUID(), pass);
    const self = view.ownParticipantId;
    return this.send({ t: 'take', call: target.call, pass, self, state: defaultMediaState });
  }

  /** When another participant joins the call to which a transfer led, the endpoint reports success and leaves its first call. */
  private onOtherJoined({ transfer }: CallView): void {
    const firstCall = transfer && this.views.get(transfer.call);
    if (!firstCall || firstCall.endReason) return;
    this.reportTransfer(transfer, null);
    this.hangUp(firstCall, { forEveryone: false });
  }

  private endView(view: CallView, endReason: string): void {
    const { transfer } = view;
    view.endReason = endReason;
    const firstCall = transfer && this.views.get(transfer.call);
    if (firstCall && !firstCall.endReason) this.reportTransfer(transfer, { code: 487, subCode: 0 });
  }

  /** Reports the result of a transfer. @param end the reason why it failed; `null` when it succeeded. */
  private reportTransfer(
    { call, ticket }: NonNullable<CallView['transfer']>,
    end: { code: number; subCode: number } | null,
  ) {
    this.send({ t: 'transferred', call, ticket, end });
  }

  private forgetCalls(): void {
    for (const view of this.activeViews) view.endReason = 'forgotten';
    this.incomingCalls.clear();
    this.unansweredRefs.clear();
  }
}
