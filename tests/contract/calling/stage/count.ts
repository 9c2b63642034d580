/**
 * Counts what a page opens and does not close. Only for the drop-in: the wrapping stands between a page and its browser.
 * @returns how much is open now.
 */
export function countOpen(): () => { peers: number; tracks: number } {
  // What is closed is let go: a page may not hold more than 500 connections, and held ones are never collected.
  let peers: RTCPeerConnection[] = [];
  let tracks: MediaStreamTrack[] = [];
  const open = () => {
    peers = peers.filter(({ connectionState }) => connectionState !== 'closed');
    tracks = tracks.filter(({ readyState }) => readyState === 'live');
    return { peers: peers.length, tracks: tracks.length };
  };
  const Native = RTCPeerConnection;
  globalThis.RTCPeerConnection = class extends Native {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      open();
      peers.push(this);
    }
  };
  const { mediaDevices } = navigator;
  for (const name of ['getUserMedia', 'getDisplayMedia'] as const) {
    const capture = mediaDevices[name].bind(mediaDevices);
    mediaDevices[name] = async (constraints?: MediaStreamConstraints) => {
      const stream = await capture(constraints);
      tracks.push(...stream.getTracks());
      return stream;
    };
  }
  return open;
}
