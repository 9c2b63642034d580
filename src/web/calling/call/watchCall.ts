import type { RemoteParticipant, RemoteVideoStream, TeamsCall } from '@azure/communication-calling';
import { listen, type Unsubscribe } from '../sdk/listen.ts';

const callEvents = ['idChanged', 'remoteParticipantsUpdated', 'isLocalVideoStartedChanged'];
const participantEvents = [
  'stateChanged',
  'isMutedChanged',
  'isSpeakingChanged',
  'displayNameChanged',
  'roleChanged',
  'videoStreamsUpdated',
];

/** Keeps one subscription for each member of a collection whose members change. Call `sync` after each change. */
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
 * Watches the participants who are in the call and those who join later.
 * @param events names of the participants' events. With `videoStreamsUpdated` among them, `onChange` also runs when a
 * video stream becomes available or unavailable
 * @returns the unsubscribe, which leaves no listener behind
 */
export function watchParticipants(
  call: TeamsCall,
  events: readonly string[],
  onChange: (participant: RemoteParticipant) => void,
): Unsubscribe {
  const hasVideo = events.includes('videoStreamsUpdated');
  const watchParticipant = (participant: RemoteParticipant): Unsubscribe => {
    const changed = () => onChange(participant);
    const watchStream = (stream: RemoteVideoStream) => listen(stream, ['isAvailableChanged'], changed);
    const streams = follow(() => (hasVideo ? participant.videoStreams : []), watchStream);
    streams.sync();
    const stop = listen(participant, events, () => {
      streams.sync();
      changed();
    });
    return () => {
      stop();
      streams.stop();
    };
  };
  const participants = follow(() => call.remoteParticipants, watchParticipant);
  participants.sync();
  const stop = listen(call, ['stateChanged', 'remoteParticipantsUpdated'], () => participants.sync());
  return () => {
    stop();
    participants.stop();
  };
}

interface CallChanges {
  readonly onState: () => void;
  /** Something other than the state of the call has changed. */
  readonly onCall: () => void;
  readonly onParticipant: (participant: RemoteParticipant) => void;
}

/**
 * Reports each event of the call, of its participants and of their video streams.
 * @returns the unsubscribe, which leaves no listener behind
 */
export function watchCall(call: TeamsCall, { onState, onCall, onParticipant }: CallChanges): Unsubscribe {
  const stops = [
    watchParticipants(call, participantEvents, onParticipant),
    listen(call, ['stateChanged'], onState),
    listen(call, callEvents, onCall),
  ];
  return () => stops.forEach((stop) => stop());
}
