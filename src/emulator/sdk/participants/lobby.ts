import type { AdmitAllOperationResult, Lobby, RemoteParticipant } from '@azure/communication-calling';
import type { CommunicationIdentifier } from '@azure/communication-common';
import { callingError } from '../base/errors.ts';
import { Emitter, type Listener } from '../base/events.ts';
import { rawIdOf } from '../base/identifiers.ts';
import type { EmuRemoteParticipant } from './remoteParticipant.ts';
import type { CallSession } from '../call/session.ts';

/**
 * Who waits to be let into a meeting. Organizers, co-organizers and presenters see them and let them in.
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/lobby
 */
export class EmuLobby implements Lobby {
  private readonly emitter = new Emitter('Lobby', ['lobbyParticipantsUpdated']);
  private readonly session: CallSession;
  private waiting: readonly EmuRemoteParticipant[] = [];

  constructor(session: CallSession) {
    this.session = session;
  }

  get participants(): readonly RemoteParticipant[] {
    return this.waiting;
  }

  /** @throws 403/0 for a role that may not, 400/0 for somebody who does not wait. */
  async admit(participant: CommunicationIdentifier): Promise<void> {
    const ids = this.find(participant);
    await this.session.shared.request({ t: 'admit', participants: ids });
  }

  /** @throws as `admit` does. */
  async reject(participant: CommunicationIdentifier): Promise<void> {
    const [id = ''] = this.find(participant);
    await this.session.shared.request({ t: 'deny', participant: id });
  }

  async admitAll(): Promise<AdmitAllOperationResult> {
    const asked = this.waiting.map(({ participantId }) => participantId);
    this.check('Failed to admit all participants');
    if (asked.length > 0) await this.session.shared.request({ t: 'admit', participants: asked });
    const failed = this.waiting.filter(({ participantId }) => asked.includes(participantId));
    return { successCount: asked.length - failed.length, failureCount: failed.length };
  }

  on(event: string, listener: Listener): void {
    this.emitter.on(event, listener);
  }

  off(event: string, listener: Listener): void {
    this.emitter.off(event, listener);
  }

  /** Internal to the drop-in: somebody in the call has changed. */
  look(): void {
    const before = this.waiting;
    const after = this.session.participants.filter(({ state }) => state === 'InLobby');
    const added = after.filter((one) => !before.includes(one));
    const removed = before.filter((one) => !after.includes(one));
    if (added.length + removed.length === 0) return;
    this.waiting = after;
    this.emitter.emit('lobbyParticipantsUpdated', { added, removed });
  }

  /** Internal to the drop-in. */
  close(): void {
    this.look();
    this.emitter.clear();
  }

  /** @throws 400/41802 in a call that is no meeting, or not connected; 403/0 for a role that may not. */
  private check(failure: string): void {
    const { place, phase } = this.session;
    if (place.kind !== 'meeting' || (phase !== 'Connected' && phase !== 'InLobby')) {
      throw callingError(400, 41802, `${failure}: this call has no lobby.`);
    }
    place.check('manageLobby', failure);
  }

  private find(identifier: CommunicationIdentifier): string[] {
    this.check('Failed to manage the lobby');
    const id = rawIdOf(identifier);
    const found = this.waiting.filter(({ rawId }) => rawId === id);
    if (found.length > 0) return found.map(({ participantId }) => participantId);
    throw callingError(400, 0, 'Failed to manage the lobby: this participant does not wait in it.');
  }
}
