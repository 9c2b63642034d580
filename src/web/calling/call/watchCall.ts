import type { RemoteParticipant, RemoteVideoStream, TeamsCall } from '@azure/communication-calling';
import { joinUnsubscribes, listen, type Unsubscribe } from '../sdk/listen.ts';

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
 * Keeps one subscription for each item of a collection.
 * @param getItems returns the items that the collection has now
 * @returns `sync`, which must be called after the collection has changed, and `stop`, which ends all subscriptions
 */
function createSubscriptions<T>(getItems: () => readonly T[], subscribe: (item: T) => Unsubscribe) {
  const unsubscribes = new Map<T, Unsubscribe>();
  return {
    sync() {
      const currentItems = new Set(getItems());
      for (const [item, unsubscribe] of unsubscribes)
        if (!currentItems.has(item)) {
          unsubscribe();
          unsubscribes.delete(item);
        }
      for (const item of currentItems) if (!unsubscribes.has(item)) unsubscribes.set(item, subscribe(item));
    },
    stop() {
      for (const unsubscribe of unsubscribes.values()) unsubscribe();
      unsubscribes.clear();
    },
  };
}

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
    const watchStream = (stream: RemoteVideoStream) => listen(stream, ['isAvailableChanged'], reportChange);
    const streamSubscriptions = createSubscriptions(
      () => (watchesVideo ? participant.videoStreams : []),
      watchStream,
    );
    streamSubscriptions.sync();
    const stop = listen(participant, events, () => {
      streamSubscriptions.sync();
      reportChange();
    });
    return () => {
      stop();
      streamSubscriptions.stop();
    };
  };
  const participantSubscriptions = createSubscriptions(() => call.remoteParticipants, watchParticipant);
  participantSubscriptions.sync();
  const stop = listen(call, ['stateChanged', 'remoteParticipantsUpdated'], () =>
    participantSubscriptions.sync(),
  );
  return () => {
    stop();
    participantSubscriptions.stop();
  };
}

/** Listeners for the changes of a call. */
interface CallChanges {
  /** The state of the call has changed. */
  readonly onStateChange: () => void;
  /** The call has changed, but not its state. */
  readonly onOtherCallChange: () => void;
  /** The participant, or a video stream of the participant, has changed. */
  readonly onParticipantChange: (participant: RemoteParticipant) => void;
}

/**
 * Watches a call, its participants and their video streams.
 * @returns the unsubscribe, which removes all listeners
 */
export function watchCall(
  call: TeamsCall,
  { onStateChange, onOtherCallChange, onParticipantChange }: CallChanges,
): Unsubscribe {
  return joinUnsubscribes(
    watchParticipants(call, participantEvents, onParticipantChange),
    listen(call, ['stateChanged'], onStateChange),
    listen(call, callEvents, onOtherCallChange),
  );
}
