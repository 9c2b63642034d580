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
  // Only available streams can be shown. In a large meeting, most are not available.
  videoStreams: participant.videoStreams
    .filter(({ isAvailable }) => isAvailable)
    .map(({ id, mediaStreamType }) => ({ id, mediaStreamType })),
});

/** Reads a call's participants again only if they are marked as changed: a meeting may have 350, of whom one speaks. */
export function createParticipantReader(call: TeamsCall) {
  const snapshots = new WeakMap<RemoteParticipant, ParticipantSnapshot>();
  const upToDateParticipants = new WeakSet<RemoteParticipant>();

  const snapshotOf = (participant: RemoteParticipant): ParticipantSnapshot => {
    const lastSnapshot = snapshots.get(participant);
    if (lastSnapshot && upToDateParticipants.has(participant)) return lastSnapshot;
    const newSnapshot = readParticipant(participant);
    // If the object stays the same, React does not render the participant again.
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
