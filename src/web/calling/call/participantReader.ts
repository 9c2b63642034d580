import type { RemoteParticipant, TeamsCall } from '@azure/communication-calling';
import { getIdentifierRawId } from '@azure/communication-common';
import { reuseEqual } from '../../base/reuseEqual.ts';
import type { ParticipantSnapshot } from './snapshot.ts';

const readParticipant = (participant: RemoteParticipant): ParticipantSnapshot => ({
  id: getIdentifierRawId(participant.identifier),
  displayName: participant.displayName ?? null,
  state: participant.state,
  isMuted: participant.isMuted,
  isSpeaking: participant.isSpeaking,
  role: participant.role,
  // In a large meeting, most streams are not available.
  videoStreams: participant.videoStreams
    .filter(({ isAvailable }) => isAvailable)
    .map(({ id, mediaStreamType }) => ({ id, mediaStreamType })),
});

/**
 * Creates the reader of a call's participants. It reads again only those that have changed: a meeting may have 350 participants,
 * and a participant who begins to speak changes only one of them.
 */
export function createParticipantReader(call: TeamsCall) {
  const snapshots = new WeakMap<RemoteParticipant, ParticipantSnapshot>();
  const upToDateParticipants = new WeakSet<RemoteParticipant>();

  const snapshotOf = (participant: RemoteParticipant): ParticipantSnapshot => {
    const lastSnapshot = snapshots.get(participant);
    if (lastSnapshot && upToDateParticipants.has(participant)) return lastSnapshot;
    const newSnapshot = readParticipant(participant);
    // React does not render a participant again whose snapshot is the same object.
    const snapshot = lastSnapshot ? reuseEqual(lastSnapshot, newSnapshot) : newSnapshot;
    snapshots.set(participant, snapshot);
    upToDateParticipants.add(participant);
    return snapshot;
  };

  return {
    markChanged: (participant: RemoteParticipant): void => void upToDateParticipants.delete(participant),
    markAllChanged: (): void =>
      call.remoteParticipants.forEach((participant) => upToDateParticipants.delete(participant)),
    read: (): readonly ParticipantSnapshot[] => call.remoteParticipants.map(snapshotOf),
  };
}
