import type { CommunicationIdentifier } from '@azure/communication-common';
import { isPhoneNumber, seesNameOf } from '../../wire/rawIds.ts';
import type { EndCode, ParticipantEntry } from '../../wire/protocol.ts';
import { toEndReason, type EndReason } from '../base/endReason.ts';
import { check } from '../base/errors.ts';
import { rawIdOf } from '../base/identifiers.ts';
import { getPageConditions } from '../base/pageConditions.ts';
import type { Connectivity } from '../diagnostics/connectivity.ts';
import type { Mesh } from '../media/mesh.ts';
import { EmuRemoteParticipant } from '../participants/remoteParticipant.ts';
import type { CallContext } from './callContext.ts';
import type { CallProgress } from './callProgress.ts';
import type { SessionDeps } from './sessionDeps.ts';

/** The parts of a call's session that its roster uses. */
interface CallWithRoster {
  readonly deps: Pick<SessionDeps, 'ownParticipantId' | 'getOwnRawId'>;
  readonly context: Pick<CallContext, 'kind' | 'isJoined'>;
  readonly mesh: Mesh;
  readonly connectivity: Connectivity;
  readonly progress: CallProgress;
  readonly lobby: { update(): void };
  readonly events: { emit(event: 'remoteParticipantsUpdated', args: object): void };
  muteOthers(participantIds: readonly string[]): Promise<void>;
}

export class Roster {
  /** The remote participants of the call, in the order in which they were added. */
  participants: readonly EmuRemoteParticipant[] = [];
  private readonly call: CallWithRoster;
  private readonly participantsById = new Map<string, EmuRemoteParticipant>();
  /** The participant ids of the remote participants who hold the call. */
  private readonly holdingIds = new Set<string>();

  constructor(call: CallWithRoster) {
    this.call = call;
  }

  /** Whether the other participant of a 1:1 call holds the call. In a larger call, a participant's hold changes no state. */
  get isHeldByOnlyParticipant(): boolean {
    const [onlyParticipant, ...others] = this.participants;
    const isOneToOne = this.call.context.kind === 'oneToOne' && others.length === 0;
    return isOneToOne && onlyParticipant !== undefined && this.holdingIds.has(onlyParticipant.participantId);
  }

  find(participantId: string): EmuRemoteParticipant | undefined {
    return this.participantsById.get(participantId);
  }

  /**
   * Finds the participant ids of people, who may include the local participant. A person who is in the call from several
   * tabs has several participant ids.
   * @param failure the beginning of the error's message, such as "Failed to lower hands".
   */
  participantIdsOf(identifiers: readonly CommunicationIdentifier[], failure: string): string[] {
    check(Array.isArray(identifiers), 400, 0, `${failure}: a list of identifiers is needed.`);
    const { deps } = this.call;
    const rawIds = new Set(identifiers.map(rawIdOf));
    const localParticipant = { participantId: deps.ownParticipantId, rawId: deps.getOwnRawId() };
    const participants = [...this.participants, localParticipant].filter(({ rawId }) => rawIds.has(rawId));
    check(participants.length > 0, 400, 0, `${failure}: none of these participants is in the call.`);
    return participants.map(({ participantId }) => participantId);
  }

  add(participantId: string, rawId: string): EmuRemoteParticipant {
    const requestMute = () => this.call.muteOthers([participantId]);
    const participant = new EmuRemoteParticipant(participantId, rawId, requestMute);
    this.participantsById.set(participantId, participant);
    this.participants = [...this.participants, participant];
    this.emitChange([participant], []);
    return participant;
  }

  /** Applies the server's entry. Its `presence` says how far the participant has got in joining; `state`, what they send. */
  update(entry: ParticipantEntry): void {
    const { participant: participantId, id: rawId, name, presence, role, state } = entry;
    const { progress, deps } = this.call;
    const participant = this.find(participantId) ?? this.add(participantId, rawId);
    if (state.hold) this.holdingIds.add(participantId);
    else this.holdingIds.delete(participantId);
    if (presence === 'Joined') this.connectMedia(entry);
    if (seesNameOf(deps.getOwnRawId(), rawId)) participant.setDisplayName(name);
    participant.setRole(role);
    this.updateParticipantState(participant, entry);
    participant.setMedia(state);
    this.call.lobby.update();
    if (presence === 'Ringing' && progress.phase === 'Connecting') this.startRinging(participant);
    else progress.updateState();
  }

  /** If a test has switched on the condition `earlyMedia`, the caller hears the ringback tone of a called telephone. */
  private startRinging(participant: EmuRemoteParticipant): void {
    const { progress, mesh } = this.call;
    const hasEarlyMedia = isPhoneNumber(participant.rawId) && getPageConditions().earlyMedia;
    if (!hasEarlyMedia) return progress.setPhase('Ringing');
    participant.setState('EarlyMedia');
    mesh.playEarlyMedia(participant.participantId);
    return progress.setPhase('EarlyMedia');
  }

  private connectMedia(entry: ParticipantEntry): void {
    const { participant: participantId, state, bot, offers = false, reconnect = false } = entry;
    const { mesh, connectivity, context } = this.call;
    const formerPeer = mesh.peers.get(participantId);
    const localMakesOffers = reconnect && formerPeer ? formerPeer.makesOffers : !offers;
    if (reconnect) {
      connectivity.forget(participantId);
      mesh.disconnect(participantId);
    }
    if (bot === 'silent') {
      // A silent bot (a participant that the emulator plays and that sends no media) is connected at once.
      mesh.disconnect(participantId);
      if (!connectivity.isConnected(participantId)) connectivity.update(participantId, 'connected');
    } else {
      // A bot that was silent until now counts as connected, although it had no peer connection. Without `forget`, its new
      // peer connection would look like one that has been lost.
      if (bot && !mesh.peers.has(participantId)) connectivity.forget(participantId);
      if (bot) mesh.playBot(participantId, bot, state);
      mesh.connect(participantId, localMakesOffers);
    }
    mesh.setHeldByRemote(participantId, state.hold);
    if (!context.isJoined) connectivity.expectMedia();
  }

  private updateParticipantState(
    participant: EmuRemoteParticipant,
    { presence, state }: ParticipantEntry,
  ): void {
    const isBeforeConnecting = participant.state === 'Idle' || participant.state === 'InLobby';
    if (this.call.connectivity.isConnected(participant.participantId))
      participant.setState(state.hold ? 'Hold' : 'Connected');
    else if (presence !== 'Joined') participant.setState(presence);
    else if (isBeforeConnecting) participant.setState('Connecting');
  }

  /** Called when media begins to flow to a participant. */
  setConnected(participantId: string): void {
    this.find(participantId)?.setState(this.holdingIds.has(participantId) ? 'Hold' : 'Connected');
  }

  remove(participantId: string, endCode: EndCode): void {
    const participant = this.find(participantId);
    if (!participant) return;
    const { mesh, connectivity, progress } = this.call;
    connectivity.forget(participantId);
    this.holdingIds.delete(participantId);
    this.participantsById.delete(participantId);
    participant.end(toEndReason(endCode));
    this.participants = this.participants.filter((other) => other !== participant);
    this.emitChange([], [participant]);
    participant.removeStreams();
    mesh.disconnect(participantId);
    this.call.lobby.update();
    progress.updateState();
  }

  /** Removes all participants at the end of the call, with the events in the order of the SDK. */
  close(reason: EndReason): void {
    const removed = this.participants;
    for (const participant of removed) participant.end(reason);
    this.participants = [];
    this.participantsById.clear();
    if (removed.length > 0) this.emitChange([], removed);
    for (const participant of removed) participant.removeStreams();
  }

  private emitChange(added: readonly EmuRemoteParticipant[], removed: readonly EmuRemoteParticipant[]): void {
    this.call.events.emit('remoteParticipantsUpdated', { added, removed });
  }
}
