/** Types of the SDK of which no object exists without a network, each with the reason. Scenarios use their members instead. */
export const unreachableTypes: Readonly<Record<string, string>> = {
  BreakoutRoom: 'an organizer assigns it in a running meeting',
  DataChannelReceiver: 'another participant has to send a message',
  DataChannelSender: 'Microsoft’s SDK needs a connected call',
  RecordingInfo: 'a recording has to run',
  RemoteAudioStream: 'another participant has to be connected',
  TeamsIncomingCall: 'another user has to call',
  TeamsMeetingAudioConferencingCallFeature: 'Microsoft’s SDK refuses it until the meeting is joined',
  Transfer: 'a call has to be connected',
};

/**
 * Members that objects of the drop-in SDK have, and that objects of Microsoft's SDK do not have. Other parts of the drop-in SDK
 * use these members. They are not in the published types, so no app that compiles uses them. Private members are not listed.
 */
export const internalMembers: Readonly<Record<string, readonly string[]>> = {
  // The client waits for the first connection, and has to know whether the agent can still be used.
  TeamsCallAgent: ['close', 'disconnectReason', 'disposal', 'firstConnectionAttempt', 'isRetired'],
  // The features of a call read the state of the call.
  TeamsCall: ['session'],
  // The client starts and closes its device manager. Diagnostics count the devices, and calls play on the speaker.
  DeviceManager: ['audioDeviceCounts', 'close', 'speakerId', 'start'],
  // The call tells its lobby that the participants have changed, or that the call has ended.
  Lobby: ['close', 'update'],
  // Calls and renderers share the captured track of a stream.
  LocalAudioStream: ['autoDispose', 'capture'],
  LocalVideoStream: ['autoDispose', 'capture'],
  // The roster of the call changes its participants.
  RemoteParticipant: [
    'end',
    'participantId',
    'rawId',
    'removeStreams',
    'setMedia',
    'setRole',
    'setSpeaking',
    'setState',
    'stream',
  ],
  RemoteVideoStream: ['setAvailable', 'setReceiving', 'setSize', 'setTrack', 'track', 'watchTrack'],
  // The renderer draws in its views.
  VideoStreamRendererView: ['close', 'creationCallbacks', 'showTrack', 'size', 'startDrawing'],
  // The call sets its diagnostics, and closes them at its end.
  NetworkDiagnostics: ['removeAllListeners', 'set'],
  MediaDiagnostics: ['removeAllListeners', 'set'],
  RemoteDiagnostics: ['dispose'],
  // The call adds a measurement each second.
  MediaStatsCollector: ['add'],
  // The feature closes its captions at the end of the call.
  TeamsCaptions: ['close'],
};
