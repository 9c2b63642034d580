import type { RemoteParticipant, RemoteVideoStream, TeamsCall } from '@azure/communication-calling';
import { listen, type Unsubscribe } from '../sdk/listen.ts';
import { createSubscriptions, joinStops } from '../../base/subscriptions.ts';

/** The events of a call after which `onDetailChange` runs. */
const callEvents = [
  'idChanged',
  'remoteParticipantsUpdated',
  'isLocalVideoStartedChanged',
  'callerInfoChanged',
  'transferorInfoChanged',
];
const participantEvents = [
  'stateChanged',
  'isMutedChanged',
  'isSpeakingChanged',
  'displayNameChanged',
  'roleChanged',
  'videoStreamsUpdated',
];

/**
 * Watches the participants of a call, including those who join later.
 * @param events after which `onChange` runs; `videoStreamsUpdated` includes changes of a stream's `isAvailable`
 */
export function watchParticipants(
  call: TeamsCall,
  events: readonly string[],
  onChange: (participant: RemoteParticipant) => void,
): Unsubscribe {
  const watchesVideo = events.includes('videoStreamsUpdated');
  const watchParticipant = (participant: RemoteParticipant): Unsubscribe => {
    const reportChange = () => onChange(participant);
    const streams = createSubscriptions((stream: RemoteVideoStream) =>
      listen(stream, ['isAvailableChanged'], reportChange),
    );
    const syncStreams = () => streams.sync(watchesVideo ? participant.videoStreams : []);
    syncStreams();
    const stop = listen(participant, events, () => {
      syncStreams();
      reportChange();
    });
    return joinStops(stop, streams.stop);
  };
  const participants = createSubscriptions(watchParticipant);
  const syncParticipants = () => participants.sync(call.remoteParticipants);
  syncParticipants();
  // For participants who are there when the call connects, the SDK may raise only `stateChanged`.
  const stop = listen(call, ['stateChanged', 'remoteParticipantsUpdated'], syncParticipants);
  return joinStops(stop, participants.stop);
}

interface CallChanges {
  readonly onStateChange: () => void;
  /** Something else about the call has changed, for example its id. */
  readonly onDetailChange: () => void;
  /** The participant, or a video stream of the participant, has changed. */
  readonly onParticipantChange: (participant: RemoteParticipant) => void;
}

/** Watches a call, its participants and their video streams. */
export function watchCall(
  call: TeamsCall,
  { onStateChange, onDetailChange, onParticipantChange }: CallChanges,
): Unsubscribe {
  return joinStops(
    watchParticipants(call, participantEvents, onParticipantChange),
    listen(call, ['stateChanged'], onStateChange),
    listen(call, callEvents, onDetailChange),
  );
}
