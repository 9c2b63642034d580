import type { MeetingLocator } from '../../wire/meetingLink.ts';
import type { Bot, Pass, Signal } from '../../wire/protocol.ts';
import type { CommandSender } from '../base/commandSender.ts';
import type { LocalMedia } from '../media/localMedia.ts';
import type { Mesh } from '../media/mesh.ts';
import type { EmuRemoteParticipant } from '../participants/remoteParticipant.ts';
import type { Roster } from '../participants/roster.ts';

/** The parts of a call that its set-up uses. */
export interface CallSetupDeps {
  readonly connection: CommandSender;
  /** The call's id. */
  readonly call: string;
  /** The local participant's id. */
  readonly self: string;
  readonly threadId: string | undefined;
  readonly local: Pick<LocalMedia, 'state'>;
  readonly roster: Pick<Roster, 'add'>;
  readonly mesh: Pick<Mesh, 'connect' | 'receive'>;
  hasEnded(): boolean;
}

interface Callee {
  readonly participant: string;
  /** The raw id. */
  readonly id: string;
  readonly voicemail?: true | undefined;
}

/** A call to more callees than this makes its offers one by one, to those who have answered. */
const maxEagerOffers = 3;

/** Brings the local participant into a call, invites others, and tells them what the local participant sends. */
export class CallSetup {
  private readonly deps: CallSetupDeps;
  /** Whether the server knows that the local participant is in the call. */
  private isAnnounced = false;

  constructor(deps: CallSetupDeps) {
    this.deps = deps;
  }

  /** Calls people. A few callees get their offers at once, so that an answer takes only one message. */
  start(to: readonly Callee[], pass?: Pass): void {
    const { connection, call, self, threadId, local, roster, mesh } = this.deps;
    connection.send({
      t: 'start',
      call,
      self,
      to: [...to],
      state: local.state,
      ...(threadId === undefined ? {} : { threadId }),
      ...(pass ? { pass } : {}),
    });
    this.isAnnounced = true;
    for (const { participant, id } of to) {
      roster.add(participant, id).setState('Connecting');
      if (to.length <= maxEagerOffers) mesh.connect(participant, true);
    }
  }

  /** Joins a meeting, or its lobby. */
  join(meeting: MeetingLocator): void {
    const { connection, call, self, local } = this.deps;
    connection.send({ t: 'join', call, self, meeting, state: local.state });
    this.isAnnounced = true;
  }

  /** Replaces the transferor in a running call. */
  take(pass: Pass): void {
    const { connection, call, self, local } = this.deps;
    connection.send({ t: 'take', call, pass, self, state: local.state });
    this.isAnnounced = true;
  }

  /**
   * Calls one more person into the call.
   * @param id the raw id.
   * @param threadId the chat of the group call that a 1:1 call becomes.
   */
  invite(id: string, threadId: string | undefined): EmuRemoteParticipant {
    const { connection, call, roster, mesh } = this.deps;
    const participant = crypto.randomUUID();
    connection.send({ t: 'add', call, participant, id, ...(threadId === undefined ? {} : { threadId }) });
    const added = roster.add(participant, id);
    mesh.connect(participant, true);
    return added;
  }

  /**
   * Accepts an incoming call.
   * @param signals what the caller sent while the call rang.
   */
  accept(
    caller: { participant: string; id: string; bot?: Bot },
    signals: readonly { from: string; signal: Signal }[],
  ): void {
    const { connection, call, self, local, roster, mesh } = this.deps;
    connection.send({ t: 'accept', call, self, state: local.state });
    this.isAnnounced = true;
    roster.add(caller.participant, caller.id).setState('Connecting');
    // A bot makes no offer. It gets one when the server says that it has joined.
    if (!caller.bot) mesh.connect(caller.participant, false);
    for (const { from, signal } of signals) mesh.receive(from, self, signal);
  }

  /** Tells the others what the local participant sends. */
  publish(): void {
    const { connection, call, local } = this.deps;
    if (this.deps.hasEnded() || !this.isAnnounced) return;
    connection.send({ t: 'state', call, state: local.state });
  }
}
