import type { AdmitAllOperationResult, Lobby, RemoteParticipant } from '@azure/communication-calling';
import type { CommunicationIdentifier } from '@azure/communication-common';
import { callingError } from '../base/errors.ts';
import { Emitter, type Listener } from '../base/events.ts';
import { rawIdOf } from '../base/identifiers.ts';
import type { EmuRemoteParticipant } from './remoteParticipant.ts';

export interface LobbyDeps {
  /** @returns the remote participants of the call. */
  participants(): readonly EmuRemoteParticipant[];
  /** @returns whether the call is a meeting that the local participant has reached. */
  exists(): boolean;
  /** @throws 403/0 when the role may not manage the lobby. */
  checkRole(failure: string): void;
  /** @throws the server's refusal. */
  request(
    command: { t: 'admit'; participants: string[] } | { t: 'deny'; participant: string },
  ): Promise<void>;
}

/**
 * The participants who wait to be admitted to a meeting. Organizers, co-organizers and presenters see and admit them.
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/lobby
 */
export class EmuLobby implements Lobby {
  private readonly emitter = new Emitter('Lobby', ['lobbyParticipantsUpdated']);
  private readonly deps: LobbyDeps;
  private waiting: readonly EmuRemoteParticipant[] = [];

  constructor(deps: LobbyDeps) {
    this.deps = deps;
  }

  get participants(): readonly RemoteParticipant[] {
    return this.waiting;
  }

  /**
   * @throws 400/41802 when the call has no lobby; 403/0 when the role forbids it; 400/0 for a participant who is not in
   * the lobby.
   */
  async admit(participant: CommunicationIdentifier): Promise<void> {
    const participants = this.find(participant);
    await this.deps.request({ t: 'admit', participants });
  }

  /** @throws as `admit` does. */
  async reject(participant: CommunicationIdentifier): Promise<void> {
    const [id = ''] = this.find(participant);
    await this.deps.request({ t: 'deny', participant: id });
  }

  /** @throws 400/41802 and 403/0 as `admit` does. */
  async admitAll(): Promise<AdmitAllOperationResult> {
    const participants = this.waiting.map(({ participantId }) => participantId);
    this.check('Failed to admit all participants');
    if (participants.length > 0) await this.deps.request({ t: 'admit', participants });
    const failed = this.waiting.filter(({ participantId }) => participants.includes(participantId));
    return { successCount: participants.length - failed.length, failureCount: failed.length };
  }

  on(event: string, listener: Listener): void {
    this.emitter.on(event, listener);
  }

  off(event: string, listener: Listener): void {
    this.emitter.off(event, listener);
  }

  /** Internal to the drop-in: the participants of the call have changed. */
  update(): void {
    const before = this.waiting;
    const after = this.deps.participants().filter(({ state }) => state === 'InLobby');
    const added = after.filter((participant) => !before.includes(participant));
    const removed = before.filter((participant) => !after.includes(participant));
    if (added.length + removed.length === 0) return;
    this.waiting = after;
    this.emitter.emit('lobbyParticipantsUpdated', { added, removed });
  }

  /** Internal to the drop-in: the call has ended. */
  close(): void {
    this.update();
    this.emitter.clear();
  }

  private check(failure: string): void {
    if (!this.deps.exists()) throw callingError(400, 41802, `${failure}: this call has no lobby.`);
    this.deps.checkRole(failure);
  }

  private find(identifier: CommunicationIdentifier): string[] {
    this.check('Failed to manage the lobby');
    const id = rawIdOf(identifier);
    const found = this.waiting.filter(({ rawId }) => rawId === id);
    if (found.length > 0) return found.map(({ participantId }) => participantId);
    throw callingError(400, 0, 'Failed to manage the lobby: this participant is not in it.');
  }
}
