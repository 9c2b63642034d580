const connectionEvents = [
  'negotiationneeded',
  'signalingstatechange',
  'icegatheringstatechange',
  'iceconnectionstatechange',
  'connectionstatechange',
];

/**
 * Records the peer connections and captured tracks that the page opens from now on. To do so, it replaces a class and two
 * methods of the browser. That is safe with the drop-in SDK (the emulator's replacement for Microsoft's Calling SDK), but may
 * disturb Microsoft's SDK.
 */
export function watchOpenMedia() {
  // The lists drop closed connections and ended tracks. The browser allows a page 500 connections, and can free only those that
  // the page no longer references.
  let connections: RTCPeerConnection[] = [];
  let tracks: MediaStreamTrack[] = [];
  const connectionHistory: string[] = [];
  let connectionCount = 0;
  const listConnections = (): readonly RTCPeerConnection[] =>
    (connections = connections.filter(({ connectionState }) => connectionState !== 'closed'));
  const listTracks = (): readonly MediaStreamTrack[] =>
    (tracks = tracks.filter(({ readyState }) => readyState === 'live'));

  const Native = RTCPeerConnection;
  globalThis.RTCPeerConnection = class extends Native {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      connections = [...listConnections(), this];
      const number = ++connectionCount;
      const recordStates = ({ type }: Event) => {
        const states = [
          this.signalingState,
          this.iceGatheringState,
          this.iceConnectionState,
          this.connectionState,
        ];
        connectionHistory.push(
          `${Math.round(performance.now())} ms, connection ${number}: ${type}: ${states.join(' ')}`,
        );
      };
      for (const event of connectionEvents) this.addEventListener(event, recordStates);
    }
  };
  const { mediaDevices } = navigator;
  for (const name of ['getUserMedia', 'getDisplayMedia'] as const) {
    const capture = mediaDevices[name].bind(mediaDevices);
    mediaDevices[name] = async (constraints?: MediaStreamConstraints) => {
      const stream = await capture(constraints);
      tracks = [...listTracks(), ...stream.getTracks()];
      return stream;
    };
  }
  return {
    listConnections,
    listTracks,
    /** What happened to the connections, also to closed ones: the time since the page was opened, the event, and the states. */
    connectionHistory,
  };
}
