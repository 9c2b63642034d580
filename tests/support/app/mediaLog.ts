/*
 * What a page has opened. All references are weak, so that the lists do not keep released objects alive.
 */
declare global {
  /** The tracks of cameras, microphones and screens. Only pages in which `logTracks` runs have this list. */
  var openedTracks: WeakRef<MediaStreamTrack>[];
  /** Only pages in which `watchMedia` runs have this log. */
  var mediaLog: MediaLog;
}

interface MediaLog {
  readonly peers: WeakRef<RTCPeerConnection>[];
  readonly sockets: WeakRef<WebSocket>[];
  /** The name that `readScreen` gives to each connection, for example `connection 1`, and the number of names. */
  readonly names: WeakMap<RTCPeerConnection, string>;
  nameCount: number;
}

/** Runs in the page before the app: logs every peer connection and socket that the page opens. */
export function watchMedia(): void {
  const log: MediaLog = { peers: [], sockets: [], names: new WeakMap(), nameCount: 0 };
  globalThis.mediaLog = log;
  /** Wraps a class so that each new object is added to a list. */
  const wrapClass = <T extends typeof RTCPeerConnection | typeof WebSocket>(
    type: T,
    list: WeakRef<InstanceType<T>>[],
  ): T =>
    new Proxy(type, {
      construct(target, args, newTarget) {
        const object = Reflect.construct(target, args, newTarget) as InstanceType<T>;
        list.push(new WeakRef(object));
        return object;
      },
    });
  window.RTCPeerConnection = wrapClass(RTCPeerConnection, log.peers);
  window.WebSocket = wrapClass(WebSocket, log.sockets);
}

/** Runs in the page before the app: logs every captured track that the page opens, and every clone of a track. */
export function logTracks(): void {
  const tracks: WeakRef<MediaStreamTrack>[] = [];
  globalThis.openedTracks = tracks;
  // In Firefox an empty page, which precedes each page, has no devices. Neither has the browser's own page about a lost network.
  if (!('MediaDevices' in window)) return;
  for (const name of ['getUserMedia', 'getDisplayMedia'] as const) {
    const capture = Object.getOwnPropertyDescriptor(MediaDevices.prototype, name)
      ?.value as MediaDevices['getUserMedia'];
    MediaDevices.prototype[name] = async function logged(this: MediaDevices, constraints) {
      const stream = await capture.call(this, constraints);
      tracks.push(...stream.getTracks().map((track) => new WeakRef(track)));
      return stream;
    };
  }
  const clone = Object.getOwnPropertyDescriptor(MediaStreamTrack.prototype, 'clone')
    ?.value as MediaStreamTrack['clone'];
  MediaStreamTrack.prototype.clone = function logged() {
    const track = clone.call(this);
    tracks.push(new WeakRef(track));
    return track;
  };
}
