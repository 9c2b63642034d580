import type { MeetingLocator } from '../../wire/meetingLink.ts';
import type { Command, GeneratedMedia, TicketReference } from '../../wire/protocol.ts';
import type { LocalMedia } from '../media/localMedia.ts';
import type { Mesh } from '../media/mesh.ts';
import type { EmuRemoteParticipant } from '../participants/remoteParticipant.ts';
import type { Roster } from './roster.ts';
import type { ReceivedSignal, SessionDeps } from './sessionDeps.ts';

/** The parts of a call's session that its set-up uses. */
interface CallInSetup {
  readonly deps: SessionDeps;
  readonly localMedia: Pick<LocalMedia, 'state'>;
  readonly roster: Pick<Roster, 'add'>;
  readonly mesh: Pick<Mesh, 'connect' | 'receiveSignal'>;
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
  private readonly call: CallInSetup;
  /** Whether the command that brings the local participant into the call was sent. */
  private hasSentEntryCommand = false;

  constructor(call: CallInSetup) {
    this.call = call;
  }

  /**
   * Calls people. Up to `maxEagerOffers` callees get a WebRTC offer at once, so only one message, the WebRTC answer, is
   * needed when such a callee accepts the call.
   * @param fields further fields of the command. The `pass` proves to the server that a transfer permits this call.
   */
  start(callees: readonly Callee[], fields: StartFields): void {
    const { deps, roster, mesh } = this.call;
    const { threadId } = deps;
    this.enter({ t: 'start', to: [...callees], ...(threadId === undefined ? {} : { threadId }), ...fields });
    for (const { participant: participantId, id: rawId } of callees) {
      roster.add(participantId, rawId).setState('Connecting');
      if (callees.length <= maxEagerOffers) mesh.connect(participantId, true);
    }
  }

  /** Joins a meeting, or its lobby. */
  join(meeting: MeetingLocator): void {
    this.enter({ t: 'join', meeting });
  }

  /**
   * Replaces the transferor in a running call.
   * @param pass proves to the server that a transfer permits the replacement.
   */
  replaceTransferor(pass: TicketReference): void {
    this.enter({ t: 'take', pass });
  }

  /**
   * Accepts an incoming call.
   * @param caller the caller's participant id, raw id and, for a bot of the emulator, the kind of bot.
   * @param earlySignals the signals (steps of the WebRTC negotiation) that the caller sent while the call rang.
   */
  accept(
    caller: { participant: string; id: string; bot?: GeneratedMedia },
    earlySignals: readonly ReceivedSignal[],
  ): void {
    const { deps, roster, mesh } = this.call;
    this.enter({ t: 'accept' });
    roster.add(caller.participant, caller.id).setState('Connecting');
    // A bot makes no offer. This page makes the offer, when the server announces that the bot has joined.
    if (!caller.bot) mesh.connect(caller.participant, false);
    for (const { from, signal } of earlySignals) mesh.receiveSignal(from, deps.ownParticipantId, signal);
  }

  /**
   * Calls one more person into the call.
   * @param threadId the chat of the group call that a 1:1 call becomes.
   */
  invite(rawId: string, threadId: string | undefined): EmuRemoteParticipant {
    const { deps, roster, mesh } = this.call;
    const participantId = crypto.randomUUID();
    deps.connection.send({
      t: 'add',
      call: deps.callId,
      participant: participantId,
      id: rawId,
      ...(threadId === undefined ? {} : { threadId }),
    });
    const participant = roster.add(participantId, rawId);
    mesh.connect(participantId, true);
    return participant;
  }

  /** Tells the other participants what the local participant sends: muted, video, screen, hold. */
  publishMediaState(): void {
    if (!this.hasSentEntryCommand) return;
    const { deps, localMedia } = this.call;
    deps.connection.send({ t: 'state', call: deps.callId, state: localMedia.state });
  }

  /** Sends the command that brings the local participant into the call. */
  private enter(command: EntryCommand): void {
    const { deps, localMedia } = this.call;
    const { callId, ownParticipantId } = deps;
    deps.connection.send({ ...command, call: callId, self: ownParticipantId, state: localMedia.state });
    this.hasSentEntryCommand = true;
  }
}

type CommonFields = 'call' | 'self' | 'state';
/** The conditional type makes `Omit` apply to each command of the union. */
type WithoutCommonFields<T> = T extends unknown ? Omit<T, CommonFields> : never;
type EntryCommand = WithoutCommonFields<Extract<Command, { t: 'start' | 'join' | 'take' | 'accept' }>>;
