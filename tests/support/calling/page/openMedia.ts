export interface OpenMedia {
  /** @returns the peer connections that are not closed. */
  connections(this: void): readonly RTCPeerConnection[];
  /** @returns the captured tracks that are live. */
  tracks(this: void): readonly MediaStreamTrack[];
}

/**
 * Keeps track of the peer connections and captured tracks that the page opens and does not close. It wraps the
 * browser's own classes, so use it with the drop-in only.
 */
export function watchOpenMedia(): OpenMedia {
  // Closed ones are dropped: a page may not hold more than 500 connections, and referenced ones are never collected.
  let connections: RTCPeerConnection[] = [];
  let tracks: MediaStreamTrack[] = [];
  const openConnections = () =>
    (connections = connections.filter(({ connectionState }) => connectionState !== 'closed'));
  const liveTracks = () => (tracks = tracks.filter(({ readyState }) => readyState === 'live'));

  const Native = RTCPeerConnection;
  globalThis.RTCPeerConnection = class extends Native {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      connections = [...openConnections(), this];
    }
  };
  const { mediaDevices } = navigator;
  for (const name of ['getUserMedia', 'getDisplayMedia'] as const) {
    const capture = mediaDevices[name].bind(mediaDevices);
    mediaDevices[name] = async (constraints?: MediaStreamConstraints) => {
      const stream = await capture(constraints);
      tracks = [...liveTracks(), ...stream.getTracks()];
      return stream;
    };
  }
  return { connections: openConnections, tracks: liveTracks };
}
