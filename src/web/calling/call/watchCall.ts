import type { RemoteParticipant, RemoteVideoStream, TeamsCall } from '@azure/communication-calling';
import { listen, type Unsubscribe } from '../sdk/listen.ts';

const callEvents = ['stateChanged', 'idChanged', 'remoteParticipantsUpdated', 'isLocalVideoStartedChanged'];
const participantEvents = [
  'stateChanged',
  'isMutedChanged',
  'isSpeakingChanged',
  'displayNameChanged',
  'roleChanged',
  'videoStreamsUpdated',
];

/** Keeps one subscription per member of a collection that comes and goes. */
function follow<T>(members: () => readonly T[], subscribe: (member: T) => Unsubscribe) {
  const followed = new Map<T, Unsubscribe>();
  return {
    sync() {
      const now = new Set(members());
      for (const [member, stop] of followed)
        if (!now.has(member)) {
          stop();
          followed.delete(member);
        }
      for (const member of now) if (!followed.has(member)) followed.set(member, subscribe(member));
    },
    stop() {
      for (const stop of followed.values()) stop();
      followed.clear();
    },
  };
}

/**
 * Calls `look` after any event of the call, its participants or their video streams.
 * @returns the unsubscribe, which leaves no listener behind anywhere below the call.
 */
export function watchCall(call: TeamsCall, look: () => void): Unsubscribe {
  const watchStream = (stream: RemoteVideoStream) => listen(stream, ['isAvailableChanged'], look);
  const watchParticipant = (participant: RemoteParticipant): Unsubscribe => {
    const streams = follow(() => participant.videoStreams, watchStream);
    streams.sync();
    const stop = listen(participant, participantEvents, () => {
      streams.sync();
      look();
    });
    return () => {
      stop();
      streams.stop();
    };
  };
  const participants = follow(() => call.remoteParticipants, watchParticipant);
  participants.sync();
  const stop = listen(call, callEvents, () => {
    participants.sync();
    look();
  });
  return () => {
    stop();
    participants.stop();
  };
}
