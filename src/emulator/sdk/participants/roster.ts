import type { CallState } from '@azure/communication-calling';
import type { GeneratedMedia, CallKind, EndCode, MediaState, ParticipantEntry } from '../../wire/protocol.ts';
import { toEndReason, type EndReason } from '../base/endReason.ts';
import type { Mesh } from '../media/mesh.ts';
import { getPageConditions } from '../base/pageConditions.ts';
import { EmuRemoteParticipant } from './remoteParticipant.ts';

/**
 * The methods of the class `Connectivity` that the roster uses. That class records which participants have a working
 * media connection.
 */
interface RosterConnectivity {
  /** Starts the time-out for the first media of the call. */
  expectMedia(): void;
  isConnected(participantId: string): boolean;
  forget(participantId: string): void;
  update(participantId: string, state: RTCPeerConnectionState): void;
}

/** What `CallParts`, which creates the parts of a call, gives to the roster. */
export interface RosterDeps {
  /** The participant id of the local participant. */
  readonly ownParticipantId: string;
  /** @returns the raw id of the local participant. */
  getOwnRawId(): string;
  readonly context: { readonly kind: CallKind };
  /** The peer connections of the call. */
  readonly mesh: Pick<
    Mesh,
    'connect' | 'disconnect' | 'setHeldByRemote' | 'peers' | 'playBot' | 'playEarlyMedia'
  >;
  readonly connectivity: RosterConnectivity;
  readonly progress: {
    readonly phase: CallState;
    setPhase(phase: CallState): void;
    updateState(): void;
  };
  muteParticipant(participantId: string): Promise<void>;
  /** Called when participants were added to the list or removed from it. */
  onListChanged(added: readonly EmuRemoteParticipant[], removed: readonly EmuRemoteParticipant[]): void;
  /** Called when the list or the state of a participant changed. */
  onChanged(): void;
}

/** The remote participants of a call. */
export class Roster {
  all: readonly EmuRemoteParticipant[] = [];
  private readonly deps: RosterDeps;
  private readonly participantsById = new Map<string, EmuRemoteParticipant>();
  /** The participant ids of the remote participants who hold the call. */
  private readonly holdingIds = new Set<string>();

  constructor(deps: RosterDeps) {
    this.deps = deps;
  }

  /**
   * Whether the other participant of a 1:1 call holds the call. In a larger call, one participant's hold changes
   * nothing.
   */
  get isHeldByOnlyParticipant(): boolean {
    const [onlyParticipant, ...others] = this.all;
    const isOneToOne = this.deps.context.kind === 'oneToOne' && others.length === 0;
    return isOneToOne && onlyParticipant !== undefined && this.holdingIds.has(onlyParticipant.participantId);
  }

  find(participantId: string): EmuRemoteParticipant | undefined {
    return this.participantsById.get(participantId);
  }

  /** @returns the participant ids of all participants with these raw ids, the local participant included. */
  participantIdsOf(rawIds: readonly string[]): string[] {
    const { deps } = this;
    const localParticipant = { participantId: deps.ownParticipantId, rawId: deps.getOwnRawId() };
    return [...this.all, localParticipant]
      .filter(({ rawId }) => rawIds.includes(rawId))
      .map(({ participantId }) => participantId);
  }

  /** Adds a participant who is not in the roster yet. */
  add(participantId: string, rawId: string): EmuRemoteParticipant {
    const requestMute = () => this.deps.muteParticipant(participantId);
    const participant = new EmuRemoteParticipant(participantId, rawId, requestMute);
    this.participantsById.set(participantId, participant);
    this.all = [...this.all, participant];
    this.deps.onListChanged([participant], []);
    return participant;
  }

  /**
   * Applies the entry that the server sends about a participant. `presence` says how far the participant has come into
   * the call, and `state` says what the participant sends.
   */
  update(entry: ParticipantEntry): void {
    const { participant: participantId, id: rawId, presence, role, state } = entry;
    const { progress } = this.deps;
    const participant = this.find(participantId) ?? this.add(participantId, rawId);
    if (state.hold) this.holdingIds.add(participantId);
    else this.holdingIds.delete(participantId);
    if (presence === 'Joined') this.connectMedia(entry);
    participant.setRole(role);
    this.updateParticipantState(participant, entry);
    participant.setMedia(state);
    this.deps.onChanged();
    if (presence === 'Ringing' && progress.phase === 'Connecting') this.startRinging(participant);
    else progress.updateState();
  }

  /** The call rings at a participant. With the condition `earlyMedia`, the telephone network is heard meanwhile. */
  private startRinging(participant: EmuRemoteParticipant): void {
    const { progress, mesh } = this.deps;
    const hasEarlyMedia = participant.rawId.startsWith('4:') && getPageConditions().earlyMedia;
    if (!hasEarlyMedia) return progress.setPhase('Ringing');
    participant.setState('EarlyMedia');
    mesh.playEarlyMedia(participant.participantId);
    return progress.setPhase('EarlyMedia');
  }

  private connectMedia(entry: ParticipantEntry): void {
    const { participant: participantId, state, bot, offers: remoteMakesOffers = false } = entry;
    const { mesh, connectivity, context } = this.deps;
    if (bot === 'silent') this.connectSilentBot(participantId);
    else {
      if (bot) this.playBot(participantId, bot, state);
      const localMakesOffers = !remoteMakesOffers;
      mesh.connect(participantId, localMakesOffers);
    }
    mesh.setHeldByRemote(participantId, state.hold);
    // A meeting is connected when the server says so, even if no media gets through.
    if (context.kind !== 'meeting') connectivity.expectMedia();
  }

  private updateParticipantState(
    participant: EmuRemoteParticipant,
    { presence, state }: ParticipantEntry,
  ): void {
    const isBeforeConnecting = participant.state === 'Idle' || participant.state === 'InLobby';
    if (this.deps.connectivity.isConnected(participant.participantId))
      participant.setState(state.hold ? 'Hold' : 'Connected');
    else if (presence !== 'Joined') participant.setState(presence);
    else if (isBeforeConnecting) participant.setState('Connecting');
  }

  /** A silent bot (a participant that the emulator plays and that sends no media) is connected at once. */
  private connectSilentBot(participantId: string): void {
    const { mesh, connectivity } = this.deps;
    mesh.disconnect(participantId);
    if (!connectivity.isConnected(participantId)) connectivity.update(participantId, 'connected');
  }

  /** Lets a bot (a participant that the emulator plays) send its media from this page. */
  private playBot(participantId: string, bot: Exclude<GeneratedMedia, 'silent'>, state: MediaState): void {
    const { mesh, connectivity } = this.deps;
    // A bot that was silent until now is recorded as connected, but has no peer connection. Without this line, that
    // would look like a lost connection.
    if (!mesh.peers.has(participantId)) connectivity.forget(participantId);
    mesh.playBot(participantId, bot, state);
  }

  /** Called when media flows to a participant. */
  setConnected(participantId: string): void {
    this.find(participantId)?.setState(this.holdingIds.has(participantId) ? 'Hold' : 'Connected');
  }

  remove(participantId: string, endCode: EndCode): void {
    const participant = this.find(participantId);
    if (!participant) return;
    const { mesh, connectivity, progress } = this.deps;
    connectivity.forget(participantId);
    this.holdingIds.delete(participantId);
    this.participantsById.delete(participantId);
    participant.end(toEndReason(endCode));
    this.all = this.all.filter((other) => other !== participant);
    this.deps.onListChanged([], [participant]);
    participant.removeStreams();
    mesh.disconnect(participantId);
    this.deps.onChanged();
    progress.updateState();
  }

  /** Removes all participants at the end of the call, with the events in the order of the SDK. */
  close(reason: EndReason): void {
    const removed = this.all;
    for (const participant of removed) participant.end(reason);
    this.all = [];
    this.participantsById.clear();
    if (removed.length > 0) this.deps.onListChanged([], removed);
    for (const participant of removed) participant.removeStreams();
  }
}
