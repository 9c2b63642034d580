import { randomUUID } from 'node:crypto';
import { Outbox } from '../../../src/emulator/wire/outbox.ts';
import type {
  ClientFrame,
  Command,
  EndCode,
  SignallingEvent,
  ServerFrame,
} from '../../../src/emulator/wire/protocol.ts';
import { defaultState } from '../../../src/emulator/testing/testClient.ts';
import { CallView } from './callView.ts';
import type { SimulatedSocket } from './simulatedSocket.ts';

type EventOf<Type extends SignallingEvent['t']> = Extract<SignallingEvent, { t: Type }>;
type CommandOf<Type extends Command['t']> = Extract<Command, { t: Type }>;

/**
 * A simulated endpoint: one agent connection of a user. It follows the rules of the drop-in SDK (the emulator's replacement
 * for `@azure/communication-calling`), and throws when an event of the server breaks them. On a new socket it resumes the
 * same endpoint, and sends every command again that the server has not acknowledged.
 */
export class SimulatedEndpoint {
  /** The user's first name and the index of the endpoint, for example `bob1`. */
  readonly name: string;
  readonly oid: string;
  /** What the endpoint knows about each call that it was in, by call id. */
  private readonly views = new Map<string, CallView>();
  /** The calls that ring here, by call id. */
  readonly incomingCalls = new Map<string, EventOf<'incoming'>>();
  private readonly rejectedCallIds = new Set<string>();
  /** References of requests that the server has not answered. */
  readonly unansweredRefs = new Set<string>();
  /** The endpoint's earlier participant ids, in calls that it left and entered again. */
  private readonly formerParticipantIds = new Set<string>();
  /** Whether the endpoint's page has closed or crashed. */
  isClosed = false;
  socket: SimulatedSocket | undefined;
  private session: { endpoint: string; secret: string } | undefined;
  /** Whether the server has answered `hello` on this socket. */
  private isWelcomed = false;
  /** Commands that the server has not acknowledged. */
  private outbox = new Outbox<Command>();
  private readonly record: (subject: string, content: unknown) => void;

  /** @param record adds a command or an event to the trace of the simulation. */
  constructor(name: string, oid: string, record: (subject: string, content: unknown) => void) {
    this.name = name;
    this.oid = oid;
    this.record = record;
  }

  /** The calls that the endpoint is in now. */
  get activeViews(): CallView[] {
    return [...this.views.values()].filter(({ endReason }) => !endReason);
  }

  /** Sends `hello` on a new socket, and asks to resume the endpoint if the server knew it before. */
  connect(socket: SimulatedSocket): void {
    this.socket = socket;
    this.isWelcomed = false;
    const resume = this.session && { ...this.session, got: this.outbox.lastReceived };
    socket.framesToServer.push({ t: 'hello', token: this.oid, ...(resume && { resume }) });
  }

  send(command: Command): void {
    this.record(`${this.name} →`, command);
    if ('ref' in command && command.ref) this.unansweredRefs.add(command.ref);
    const { n } = this.outbox.add(command);
    this.sendFrame({ t: 'command', n, command });
  }

  /** @param mode `bye` sends this frame, `closed` closes the socket, and `crashed` gives no sign. */
  closePage(mode: 'bye' | 'closed' | 'crashed'): void {
    this.record(this.name, mode);
    this.isClosed = true;
    if (mode === 'bye' && this.isWelcomed) this.sendFrame({ t: 'bye' });
    else this.socket?.close(mode === 'crashed' ? 1006 : 1001);
  }

  /** Calls one or more people. @param pass the transfer that makes the endpoint call them, if any. */
  startCall(rawIds: readonly string[], pass?: CommandOf<'start'>['pass']): void {
    const to = rawIds.map((id) => ({ participant: randomUUID(), id }));
    const { callId: call, ownParticipantId: self } = this.enterCall(randomUUID(), randomUUID(), pass);
    for (const { participant, id } of to) this.views.get(call)?.expectParticipant(participant, id);
    this.send({ t: 'start', call, self, to, state: defaultState, ...(pass && { pass }) });
  }

  accept({ call, self, from }: EventOf<'incoming'>): void {
    this.incomingCalls.delete(call);
    this.enterCall(call, self).expectParticipant(from.participant, from.id);
    this.send({ t: 'accept', call, self, state: defaultState });
  }

  reject({ call, self }: EventOf<'incoming'>): void {
    this.incomingCalls.delete(call);
    this.rejectedCallIds.add(call);
    this.send({ t: 'reject', call, self });
  }

  hangUp(view: CallView, everyone = false): void {
    this.send({ t: 'leave', call: view.callId, everyone, ...(everyone && { ref: randomUUID() }) });
    this.endView(view, 'hung up');
  }

  joinMeeting(meeting: CommandOf<'join'>['meeting']): void {
    const { callId, ownParticipantId } = this.enterCall(randomUUID(), randomUUID());
    this.send({ t: 'join', call: callId, self: ownParticipantId, meeting, state: defaultState });
  }

  /** Receives the server's oldest frame. */
  receiveFrame(): void {
    const frame = this.socket?.framesToEndpoint.shift();
    if (frame?.t === 'welcome') this.resume(frame);
    if (frame?.t === 'event' && this.outbox.recordReceived(frame.n)) this.receive(frame.event);
    if (frame?.t === 'pong') this.outbox.acknowledge(frame.got);
    // The other frames are about tokens that expire, and no test lasts that long.
  }

  private sendFrame(frame: ClientFrame): void {
    if (this.isWelcomed && this.socket?.readyState === 1) this.socket.framesToServer.push(frame);
  }

  private resume({ endpoint, secret, resumed, got }: Extract<ServerFrame, { t: 'welcome' }>): void {
    if (resumed) this.outbox.acknowledge(got);
    else if (this.session) {
      // The server no longer knows this endpoint, so all its calls are over.
      this.outbox = new Outbox();
      for (const view of this.activeViews) view.endReason = 'forgotten';
      this.incomingCalls.clear();
      this.unansweredRefs.clear();
    }
    this.session = { endpoint, secret };
    this.isWelcomed = true;
    for (const { n, message: command } of this.outbox.unacknowledged)
      this.sendFrame({ t: 'command', n, command });
  }

  private enterCall(callId: string, ownParticipantId: string, transfer?: CallView['transfer']): CallView {
    const knownView = this.views.get(callId);
    if (knownView && !knownView.endReason) throw new Error(`${this.name} is already in this call`);
    if (knownView?.endReason === 'hung up') this.formerParticipantIds.add(knownView.ownParticipantId);
    const view = new CallView(callId, ownParticipantId, transfer);
    this.views.set(callId, view);
    return view;
  }

  private receive(event: SignallingEvent): void {
    this.record(`${this.name} ←`, event);
    try {
      this.handleEvent(event);
    } catch (cause) {
      const message = `${this.name}: ${(cause as Error).message}: ${JSON.stringify(event)}`;
      throw new Error(message, { cause });
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
        if (!this.unansweredRefs.delete(event.ref)) throw new Error('gets an answer without a request');
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
        return this.handleEnd(event, view);
      case 'participant':
      case 'left':
      case 'place':
        if (!activeView && view?.endReason !== 'hung up')
          throw new Error('gets an event of a call that it is not in');
        if (!activeView) return;
        activeView.applyEvent(event);
        if (event.t === 'participant' && event.entry.presence === 'Joined') this.onOtherJoined(activeView);
        return;
      default:
      // Other events do not change who is in a call.
    }
  }

  private handleEnd({ call, self, end }: EventOf<'ended'>, view: CallView | undefined): void {
    // The endpoint has left the call and entered it again by a transfer. This event is about its first participation.
    if (this.formerParticipantIds.delete(self)) return;
    if (view && !view.endReason && view.ownParticipantId === self)
      return this.endView(view, `${end.code}/${end.subCode}`);
    // The end was to be expected if the call rang here, or the endpoint hung up or rejected it.
    const rang = this.incomingCalls.delete(call);
    if (!rang && view?.endReason !== 'hung up' && !this.rejectedCallIds.delete(call))
      throw new Error('gets the end of an unknown call');
  }

  /** Enters the call to which the endpoint was transferred. */
  private followTransfer({ callId }: CallView, { ticket, target }: EventOf<'transfer'>): void {
    const pass = { call: callId, ticket };
    if ('id' in target) return this.startCall([target.id], pass);
    const knownView = this.views.get(target.call);
    if (knownView && !knownView.endReason) return this.reportTransfer(pass, { code: 400, subCode: 0 });
    const { ownParticipantId: self } = this.enterCall(target.call, randomUUID(), pass);
    return this.send({ t: 'take', call: target.call, pass, self, state: defaultState });
  }

  /** When another participant joins the call to which a transfer led, the endpoint reports success and leaves its first call. */
  private onOtherJoined({ transfer }: CallView): void {
    const firstCall = transfer && this.views.get(transfer.call);
    if (!firstCall || firstCall.endReason) return;
    this.reportTransfer(transfer, null);
    this.hangUp(firstCall);
  }

  private endView(view: CallView, endReason: string): void {
    const { transfer } = view;
    view.endReason = endReason;
    const firstCall = transfer && this.views.get(transfer.call);
    if (firstCall && !firstCall.endReason) this.reportTransfer(transfer, { code: 487, subCode: 0 });
  }

  /** Reports the result of a transfer. @param end the reason why it failed; `null` when it succeeded. */
  private reportTransfer(transfer: NonNullable<CallView['transfer']>, end: EndCode | null): void {
    this.send({ t: 'transferred', ...transfer, end });
  }
}
