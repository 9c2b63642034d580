import type { MeetingLocator } from '../../wire/meetingLink.ts';
import type { Command, GeneratedMedia, TicketReference, Signal } from '../../wire/protocol.ts';
import type { CommandSender } from '../base/commandSender.ts';
import type { LocalMedia } from '../media/localMedia.ts';
import type { Mesh } from '../media/mesh.ts';
import type { EmuRemoteParticipant } from '../participants/remoteParticipant.ts';
import type { Roster } from '../participants/roster.ts';

/** What `CallParts`, which creates the parts of a call, gives to the call's set-up. */
export interface CallSetupDeps {
  readonly connection: CommandSender;
  readonly callId: string;
  /** The participant id of the local participant. */
  readonly ownParticipantId: string;
  readonly threadId: string | undefined;
  readonly localMedia: Pick<LocalMedia, 'state'>;
  readonly roster: Pick<Roster, 'add'>;
  /** The peer connections of the call. */
  readonly mesh: Pick<Mesh, 'connect' | 'receiveSignal'>;
  hasEnded(): boolean;
}

/** The optional fields of the command `start`. */
export type StartFields = Pick<Extract<Command, { t: 'start' }>, 'context' | 'onBehalfOf' | 'pass'>;

/** An invited participant, with the field names of the command `start`. */
interface Callee {
  /** The participant id, which the caller chooses. */
  readonly participant: string;
  /** The raw id. */
  readonly id: string;
  /** Whether the call goes to the callee's voicemail. */
  readonly voicemail?: true | undefined;
}

/** Up to this many callees get a WebRTC offer before they answer. In a larger call they get it after they answer. */
const maxEagerOffers = 3;

/** Brings the local participant into a call, invites participants, and tells them what the local participant sends. */
export class CallSetup {
  private readonly deps: CallSetupDeps;
  /** Whether the command that brings the local participant into the call was sent. */
  private hasSentEntryCommand = false;

  constructor(deps: CallSetupDeps) {
    this.deps = deps;
  }

  /**
   * Calls people. Up to `maxEagerOffers` callees get a WebRTC offer at once, so only one message, the WebRTC answer, is
   * needed when such a callee accepts the call.
   * @param fields further fields of the command: the context of the call, the user on whose behalf the local
   * participant calls, and the `pass` that proves to the server that a transfer permits this call.
   */
  start(callees: readonly Callee[], fields: StartFields): void {
    const { connection, callId, ownParticipantId, threadId, localMedia, roster, mesh } = this.deps;
    connection.send({
      t: 'start',
      call: callId,
      self: ownParticipantId,
      to: [...callees],
      state: localMedia.state,
      ...(threadId === undefined ? {} : { threadId }),
      ...fields,
    });
    this.hasSentEntryCommand = true;
    for (const { participant: participantId, id: rawId } of callees) {
      roster.add(participantId, rawId).setState('Connecting');
      if (callees.length <= maxEagerOffers) mesh.connect(participantId, true);
    }
  }

  /** Joins a meeting, or its lobby. */
  join(meeting: MeetingLocator): void {
    const { connection, callId, ownParticipantId, localMedia } = this.deps;
    connection.send({ t: 'join', call: callId, self: ownParticipantId, meeting, state: localMedia.state });
    this.hasSentEntryCommand = true;
  }

  /**
   * Replaces the transferor in a running call.
   * @param pass proves to the server that a transfer permits the replacement.
   */
  replaceTransferor(pass: TicketReference): void {
    const { connection, callId, ownParticipantId, localMedia } = this.deps;
    connection.send({ t: 'take', call: callId, pass, self: ownParticipantId, state: localMedia.state });
    this.hasSentEntryCommand = true;
  }

  /**
   * Calls one more person into the call.
   * @param threadId the chat of the group call that a 1:1 call becomes.
   */
  invite(rawId: string, threadId: string | undefined): EmuRemoteParticipant {
    const { connection, callId, roster, mesh } = this.deps;
    const participantId = crypto.randomUUID();
    connection.send({
      t: 'add',
      call: callId,
      participant: participantId,
      id: rawId,
      ...(threadId === undefined ? {} : { threadId }),
    });
    const participant = roster.add(participantId, rawId);
    mesh.connect(participantId, true);
    return participant;
  }

  /**
   * Accepts an incoming call.
   * @param caller the caller's participant id, raw id and, for a bot of the emulator, the kind of bot.
   * @param earlySignals the signals (steps of the WebRTC negotiation) that the caller sent while the call rang, each
   * with its sender's participant id.
   */
  accept(
    caller: { participant: string; id: string; bot?: GeneratedMedia },
    earlySignals: readonly { from: string; signal: Signal }[],
  ): void {
    const { connection, callId, ownParticipantId, localMedia, roster, mesh } = this.deps;
    connection.send({ t: 'accept', call: callId, self: ownParticipantId, state: localMedia.state });
    this.hasSentEntryCommand = true;
    roster.add(caller.participant, caller.id).setState('Connecting');
    // A bot makes no offer. This page makes the offer, when the server announces that the bot has joined.
    if (!caller.bot) mesh.connect(caller.participant, false);
    for (const { from, signal } of earlySignals) mesh.receiveSignal(from, ownParticipantId, signal);
  }

  /** Tells the other participants what the local participant sends: muted, video, screen, hold. */
  publishMediaState(): void {
    const { connection, callId, localMedia } = this.deps;
    if (this.deps.hasEnded() || !this.hasSentEntryCommand) return;
    connection.send({ t: 'state', call: callId, state: localMedia.state });
  }
}
