import type { RemoteParticipant, RemoteVideoStream, TeamsCall } from '@azure/communication-calling';
import { listen, type Unsubscribe } from '../sdk/listen.ts';
import { createSubscriptions, joinStops } from '../../base/subscriptions.ts';

/** The events after which a call is read again. `stateChanged` is handled separately. */
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
 * Watches the participants of a call, also those who join later.
 * @param events the events of a participant after which `onChange` runs. If `videoStreamsUpdated` is one of them,
 * `onChange` also runs when a video stream of the participant becomes available or unavailable
 * @returns the unsubscribe, which removes all listeners
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
  const stop = listen(call, ['stateChanged', 'remoteParticipantsUpdated'], syncParticipants);
  return joinStops(stop, participants.stop);
}

interface CallChanges {
  readonly onStateChange: () => void;
  readonly onOtherCallChange: () => void;
  /** The participant, or a video stream of the participant, has changed. */
  readonly onParticipantChange: (participant: RemoteParticipant) => void;
}

/** Watches a call, its participants and their video streams. @returns the unsubscribe */
export function watchCall(
  call: TeamsCall,
  { onStateChange, onOtherCallChange, onParticipantChange }: CallChanges,
): Unsubscribe {
  return joinStops(
    watchParticipants(call, participantEvents, onParticipantChange),
    listen(call, ['stateChanged'], onStateChange),
    listen(call, callEvents, onOtherCallChange),
  );
}
