import type { AdmitAllOperationResult, Lobby } from '@azure/communication-calling';
import type { CommunicationIdentifier } from '@azure/communication-common';
import { check } from '../base/errors.ts';
import { Emitter } from '../base/events.ts';
import { rawIdOf } from '../base/identifiers.ts';
import { findChange } from '../base/listChange.ts';
import type { EmuRemoteParticipant } from '../participants/remoteParticipant.ts';
import type { CallContext } from './callContext.ts';
import type { CallProgress } from './callProgress.ts';
import type { Roster } from './roster.ts';
import type { SharedState } from './sharedState.ts';

/** The parts of a call's session that its lobby uses. */
interface CallWithLobby {
  readonly roster: Pick<Roster, 'participants'>;
  readonly context: Pick<CallContext, 'kind' | 'checkCapability'>;
  readonly progress: Pick<CallProgress, 'phase'>;
  readonly sharedState: SharedState;
}

/**
 * The lobby of a meeting. Organizers, co-organizers and presenters admit or reject the participants who wait in it. For
 * others, these methods throw 403/0 (code/subcode), and without a lobby 400/41802.
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/lobby
 */
export class EmuLobby implements Lobby {
  private readonly emitter = new Emitter('Lobby', ['lobbyParticipantsUpdated']);
  readonly on = this.emitter.on;
  readonly off = this.emitter.off;
  private readonly call: CallWithLobby;
  participants: readonly EmuRemoteParticipant[] = [];

  constructor(call: CallWithLobby) {
    this.call = call;
  }

  async admit(participant: CommunicationIdentifier): Promise<void> {
    const participantIds = this.findWaitingIds(participant);
    await this.call.sharedState.sendRequest({ t: 'admit', participants: participantIds });
  }

  /** Rejects a person who waits; if the person waits in several tabs, only in the first of them. */
  async reject(participant: CommunicationIdentifier): Promise<void> {
    const [participantId = ''] = this.findWaitingIds(participant);
    await this.call.sharedState.sendRequest({ t: 'deny', participant: participantId });
  }

  async admitAll(): Promise<AdmitAllOperationResult> {
    this.checkLobby('Failed to admit all participants');
    const requestedIds = this.participants.map(({ participantId }) => participantId);
    if (requestedIds.length > 0)
      await this.call.sharedState.sendRequest({ t: 'admit', participants: requestedIds });
    // Those who still wait now were not admitted.
    const waitingIds = new Set(this.participants.map(({ participantId }) => participantId));
    const failureCount = requestedIds.filter((requestedId) => waitingIds.has(requestedId)).length;
    return { successCount: requestedIds.length - failureCount, failureCount };
  }

  /** Not for apps: called when a remote participant was added, removed or changed. */
  update(): void {
    const waiting = this.call.roster.participants.filter(({ state }) => state === 'InLobby');
    const change = findChange(this.participants, waiting);
    if (!change) return;
    this.participants = waiting;
    this.emitter.emit('lobbyParticipantsUpdated', change);
  }

  /** Not for apps: called when the call has ended. */
  close(): void {
    this.update();
    this.emitter.removeAllListeners();
  }

  /** @param failure the beginning of the error's message. @throws the errors that the class's description names. */
  private checkLobby(failure: string): void {
    const { context, progress } = this.call;
    const isInMeeting = progress.phase === 'Connected' || progress.phase === 'InLobby';
    check(context.kind === 'meeting' && isInMeeting, 400, 41802, `${failure}: this call has no lobby.`);
    context.checkCapability('manageLobby', failure);
  }

  /** @returns the participant ids of a person in the lobby. A person who waits in several tabs has several ids. */
  private findWaitingIds(identifier: CommunicationIdentifier): string[] {
    this.checkLobby('Failed to manage the lobby');
    const personRawId = rawIdOf(identifier);
    const matching = this.participants.filter(({ rawId }) => rawId === personRawId);
    check(matching.length > 0, 400, 0, 'Failed to manage the lobby: this participant is not in it.');
    return matching.map(({ participantId }) => participantId);
  }
}
