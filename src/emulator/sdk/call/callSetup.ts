import type { MeetingLocator } from '../../wire/meetingLink.ts';
import type { Bot, Pass, Signal } from '../../wire/protocol.ts';
import type { EmuRemoteParticipant } from '../participants/remoteParticipant.ts';
import type { CallSession } from './session.ts';

interface Invitee {
  readonly participant: string;
  readonly id: string;
  readonly voicemail?: true | undefined;
}

/** Above this many at once, offers are made to those who have answered. */
const eagerOffers = 3;

/** How this side comes into a call, brings others in, and tells them what it sends. */
export class Entry {
  private readonly session: CallSession;
  private announced = false;

  constructor(session: CallSession) {
    this.session = session;
  }

  /** Rings. Offers go out with the ring, so that an answer needs one way only; a crowd is asked one by one. */
  start(to: readonly Invitee[], pass?: Pass): void {
    const { connection, id: call, self, threadId } = this.session.deps;
    connection.send({
      t: 'start',
      call,
      self,
      to: [...to],
      state: this.session.local.state,
      ...(threadId === undefined ? {} : { threadId }),
      ...(pass ? { pass } : {}),
    });
    this.announced = true;
    for (const { participant, id } of to) {
      this.session.roster.add(participant, id).setState('Connecting');
      if (to.length <= eagerOffers) this.session.mesh.connect(participant, true);
    }
  }

  /** Into a meeting, or its lobby. */
  join(meeting: MeetingLocator): void {
    const { connection, id: call, self } = this.session.deps;
    connection.send({ t: 'join', call, self, meeting, state: this.session.local.state });
    this.announced = true;
  }

  /** Takes the place of whoever transferred this side into a running call. */
  take(pass: Pass): void {
    const { connection, id: call, self } = this.session.deps;
    connection.send({ t: 'take', call, pass, self, state: this.session.local.state });
    this.announced = true;
  }

  /** Rings someone more. @param threadId the chat of the group call that a 1:1 call becomes. */
  invite(id: string, threadId: string | undefined): EmuRemoteParticipant {
    const participant = crypto.randomUUID();
    const { connection, id: call } = this.session.deps;
    connection.send({ t: 'add', call, participant, id, ...(threadId === undefined ? {} : { threadId }) });
    const added = this.session.roster.add(participant, id);
    this.session.mesh.connect(participant, true);
    return added;
  }

  /** Answers. @param signals what the caller has signalled while it rang. */
  accept(
    caller: { participant: string; id: string; bot?: Bot },
    signals: readonly { from: string; signal: Signal }[],
  ): void {
    const { connection, id: call, self } = this.session.deps;
    connection.send({ t: 'accept', call, self, state: this.session.local.state });
    this.announced = true;
    this.session.roster.add(caller.participant, caller.id).setState('Connecting');
    // A bot offers nothing: it is offered to, once signalling says that it is in the call.
    if (!caller.bot) this.session.mesh.connect(caller.participant, false);
    for (const { from, signal } of signals) this.session.mesh.receive(from, self, signal);
  }

  /** Tells the others what this side sends and shows. */
  publish(): void {
    if (this.session.ended || !this.announced) return;
    this.session.deps.connection.send({
      t: 'state',
      call: this.session.deps.id,
      state: this.session.local.state,
    });
  }
}
