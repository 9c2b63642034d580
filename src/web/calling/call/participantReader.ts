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
  // Each participant has two streams. In a large meeting, few of them are available.
  videoStreams: participant.videoStreams
    .filter(({ isAvailable }) => isAvailable)
    .map(({ id, mediaStreamType, isAvailable }) => ({ id, mediaStreamType, isAvailable })),
});

/** Reads only the participants that changed: a meeting may have 350, and one who speaks changes one of them. */
export function createParticipantReader(call: TeamsCall) {
  const snapshots = new WeakMap<RemoteParticipant, ParticipantSnapshot>();
  const upToDate = new WeakSet<RemoteParticipant>();

  const snapshotOf = (participant: RemoteParticipant): ParticipantSnapshot => {
    const before = snapshots.get(participant);
    if (before && upToDate.has(participant)) return before;
    const read = readParticipant(participant);
    const snapshot = before ? reuseEqual(before, read) : read;
    snapshots.set(participant, snapshot);
    upToDate.add(participant);
    return snapshot;
  };

  return {
    /** Must be called when a participant has changed. */
    changed: (participant: RemoteParticipant): void => void upToDate.delete(participant),
    allChanged: (): void => call.remoteParticipants.forEach((participant) => upToDate.delete(participant)),
    read: (): readonly ParticipantSnapshot[] => call.remoteParticipants.map(snapshotOf),
  };
}
