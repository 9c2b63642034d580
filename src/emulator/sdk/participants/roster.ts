import type { CallState } from '@azure/communication-calling';
import type { Bot, CallKind, EndCode, MediaState, ParticipantEntry } from '../../wire/protocol.ts';
import { endReason, type EndReason } from '../base/endReason.ts';
import type { Mesh } from '../media/mesh.ts';
import { EmuRemoteParticipant } from './remoteParticipant.ts';

/** The part of the connectivity that the roster uses. */
interface RosterConnectivity {
  /** Starts the time-out for the first media. */
  expectMedia(): void;
  isConnected(participant: string): boolean;
  forget(participant: string): void;
  update(participant: string, state: RTCPeerConnectionState): void;
}

export interface RosterDeps {
  /** The local participant's id. */
  readonly self: string;
  /** @returns the local participant's raw id. */
  ownId(): string;
  readonly context: { readonly kind: CallKind };
  readonly mesh: Pick<Mesh, 'connect' | 'disconnect' | 'holdFor' | 'peers' | 'playBot'>;
  readonly connectivity: RosterConnectivity;
  readonly progress: { readonly phase: CallState; advance(phase: CallState): void; refresh(): void };
  /** Mutes a participant. */
  mute(participant: string): Promise<void>;
  /** The list of participants changed. */
  updated(added: readonly EmuRemoteParticipant[], removed: readonly EmuRemoteParticipant[]): void;
  /** The list, or the state of a participant, changed. */
  changed(): void;
}

/** The remote participants of a call. */
export class Roster {
  all: readonly EmuRemoteParticipant[] = [];
  private readonly deps: RosterDeps;
  private readonly byId = new Map<string, EmuRemoteParticipant>();
  /** The ids of the participants who hold the call. */
  private readonly holding = new Set<string>();

  constructor(deps: RosterDeps) {
    this.deps = deps;
  }

  /** Whether the other participant of a 1:1 call holds it. In other calls, a hold does not concern the others. */
  get isHeldByOnlyParticipant(): boolean {
    const [only, ...more] = this.all;
    const isOneToOne = this.deps.context.kind === 'oneToOne' && more.length === 0;
    return isOneToOne && only !== undefined && this.holding.has(only.participantId);
  }

  find(participant: string): EmuRemoteParticipant | undefined {
    return this.byId.get(participant);
  }

  /** @returns the ids of the participants with these raw ids, the local one included. */
  idsOf(rawIds: readonly string[]): string[] {
    const { self } = this.deps;
    const all = this.all.map(({ participantId, rawId }) => [participantId, rawId] as const);
    return [...all, [self, this.deps.ownId()] as const].flatMap(([id, rawId]) =>
      rawIds.includes(rawId) ? [id] : [],
    );
  }

  /**
   * Adds a participant who is not in the roster yet.
   * @param id the raw id.
   */
  add(participant: string, id: string): EmuRemoteParticipant {
    const added = new EmuRemoteParticipant(participant, id, () => this.deps.mute(participant));
    this.byId.set(participant, added);
    this.all = [...this.all, added];
    this.deps.updated([added], []);
    return added;
  }

  /** Applies what the server says about a participant: how far they have come, and what they send. */
  update({ participant: id, id: rawId, presence, role, state, bot, offers }: ParticipantEntry): void {
    const { mesh, connectivity, progress, context } = this.deps;
    const participant = this.find(id) ?? this.add(id, rawId);
    if (state.hold) this.holding.add(id);
    else this.holding.delete(id);
    if (presence === 'Joined') {
      if (bot === 'silent') this.updateSilent(id);
      else {
        if (bot) this.updateBot(id, bot, state);
        mesh.connect(id, !offers);
      }
      mesh.holdFor(id, state.hold);
      // A meeting is connected when the server says so, even if no media gets through.
      if (context.kind !== 'meeting') connectivity.expectMedia();
    }
    participant.setRole(role);
    if (connectivity.isConnected(id)) participant.setState(state.hold ? 'Hold' : 'Connected');
    else if (presence !== 'Joined') participant.setState(presence);
    else if (participant.state === 'Idle' || participant.state === 'InLobby')
      participant.setState('Connecting');
    participant.setMedia(state);
    this.deps.changed();
    if (presence === 'Ringing' && progress.phase === 'Connecting') progress.advance('Ringing');
    else progress.refresh();
  }

  /** A silent bot sends no media, so it counts as connected at once. */
  private updateSilent(id: string): void {
    const { mesh, connectivity } = this.deps;
    mesh.disconnect(id);
    if (!connectivity.isConnected(id)) connectivity.update(id, 'connected');
  }

  private updateBot(id: string, bot: Exclude<Bot, 'silent'>, state: MediaState): void {
    const { mesh, connectivity } = this.deps;
    // The bot may have been silent until now. Having had no connection then is not a lost connection.
    if (!mesh.peers.has(id)) connectivity.forget(id);
    mesh.playBot(id, bot, state);
  }

  /** Media flows to a participant. */
  connected(id: string): void {
    this.find(id)?.setState(this.holding.has(id) ? 'Hold' : 'Connected');
  }

  remove(id: string, end: EndCode): void {
    const participant = this.find(id);
    if (!participant) return;
    const { mesh, connectivity, progress } = this.deps;
    connectivity.forget(id);
    this.holding.delete(id);
    this.byId.delete(id);
    participant.end(endReason(end));
    this.all = this.all.filter((other) => other !== participant);
    this.deps.updated([], [participant]);
    participant.removeStreams();
    mesh.disconnect(id);
    this.deps.changed();
    progress.refresh();
  }

  /** Removes all participants, with the events in the order of the SDK. */
  close(reason: EndReason): void {
    const gone = this.all;
    for (const participant of gone) participant.end(reason);
    this.all = [];
    this.byId.clear();
    if (gone.length > 0) this.deps.updated([], gone);
    for (const participant of gone) participant.removeStreams();
  }
}
