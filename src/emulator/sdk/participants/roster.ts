import type { Bot, EndCode, MediaState, ParticipantEntry } from '../../wire/protocol.ts';
import { endReason, type EndReason } from '../base/endReason.ts';
import { muteOthers } from '../call/muteOthers.ts';
import { EmuRemoteParticipant } from './remoteParticipant.ts';
import type { CallSession } from '../call/session.ts';

/** The others in a call: who came, how far, and who is gone. */
export class Roster {
  all: readonly EmuRemoteParticipant[] = [];
  private readonly session: CallSession;
  private readonly byId = new Map<string, EmuRemoteParticipant>();
  private readonly held = new Set<string>();

  constructor(session: CallSession) {
    this.session = session;
  }

  /** In a 1:1 call, whoever is put on hold by the other is told so; elsewhere holding is each one's own business. */
  get heldByTheOnlyOne(): boolean {
    const [only, ...more] = this.all;
    const two = this.session.place.kind === 'oneToOne' && more.length === 0;
    return two && only !== undefined && this.held.has(only.participantId);
  }

  find(participant: string): EmuRemoteParticipant | undefined {
    return this.byId.get(participant);
  }

  /** @returns the participants with these raw ids, this side included. */
  idsOf(rawIds: readonly string[]): string[] {
    const { self, ownId } = this.session.deps;
    const all = this.all.map(({ participantId, rawId }) => [participantId, rawId] as const);
    return [...all, [self, ownId()] as const].flatMap(([id, rawId]) => (rawIds.includes(rawId) ? [id] : []));
  }

  /** Adds someone who is not in the call yet. */
  add(participant: string, id: string): EmuRemoteParticipant {
    const { session } = this;
    const added = new EmuRemoteParticipant(participant, id, () => muteOthers(session, [participant]));
    this.byId.set(participant, added);
    this.all = [...this.all, added];
    session.events.emit('remoteParticipantsUpdated', { added: [added], removed: [] });
    return added;
  }

  /** Takes in how far a participant is, and what it sends. */
  enter({ participant: id, id: rawId, presence, role, state, bot, offers }: ParticipantEntry): void {
    const { session } = this;
    const participant = this.find(id) ?? this.add(id, rawId);
    if (state.hold) this.held.add(id);
    else this.held.delete(id);
    if (presence === 'Joined') {
      if (bot === 'silent') this.enterSilent(id);
      else {
        if (bot) this.enterBot(id, bot, state);
        session.mesh.connect(id, !offers);
      }
      session.mesh.holdFor(id, state.hold);
      // A meeting is joined when the service says so, whoever else can be reached.
      if (session.place.kind !== 'meeting') session.connectivity.expect();
    }
    participant.setRole(role);
    if (session.connectivity.has(id)) participant.setState(state.hold ? 'Hold' : 'Connected');
    else if (presence !== 'Joined') participant.setState(presence);
    else if (participant.state === 'Idle' || participant.state === 'InLobby')
      participant.setState('Connecting');
    participant.setMedia(state);
    session.lobby.look();
    if (presence === 'Ringing' && session.phase === 'Connecting') session.advance('Ringing');
    else session.refresh();
  }

  /** There will be no media, so nothing is waited for. */
  private enterSilent(id: string): void {
    const { mesh, connectivity } = this.session;
    mesh.disconnect(id);
    if (!connectivity.has(id)) connectivity.changed(id, 'connected');
  }

  private enterBot(id: string, bot: Exclude<Bot, 'silent'>, state: MediaState): void {
    const { mesh, connectivity } = this.session;
    // It may have been silent until now: that was no connection that is lost.
    if (!mesh.peers.has(id)) connectivity.forget(id);
    mesh.playBot(id, bot, state);
  }

  /** Media flows to a participant. */
  up(id: string): void {
    this.find(id)?.setState(this.held.has(id) ? 'Hold' : 'Connected');
  }

  leave(id: string, end: EndCode): void {
    const participant = this.find(id);
    if (!participant) return;
    const { session } = this;
    session.connectivity.forget(id);
    this.held.delete(id);
    this.byId.delete(id);
    participant.end(endReason(end));
    this.all = this.all.filter((other) => other !== participant);
    session.events.emit('remoteParticipantsUpdated', { added: [], removed: [participant] });
    participant.removeStreams();
    session.mesh.disconnect(id);
    session.lobby.look();
    session.refresh();
  }

  /** Everybody is gone, in the SDK's order. */
  close(reason: EndReason): void {
    const gone = this.all;
    for (const participant of gone) participant.end(reason);
    this.all = [];
    this.byId.clear();
    if (gone.length > 0) {
      this.session.events.emit('remoteParticipantsUpdated', { added: [], removed: gone });
    }
    for (const participant of gone) participant.removeStreams();
  }
}
