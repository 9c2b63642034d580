/** The log that `watchMedia` adds to `window`. Its references are weak, so that it does not keep released objects alive. */
export interface MediaLog {
  readonly tracks: WeakRef<MediaStreamTrack>[];
  readonly peers: WeakRef<RTCPeerConnection>[];
  readonly sockets: WeakRef<WebSocket>[];
  /** The name that `readScreen` gives to each connection, for example `connection 1`, and the number of names. */
  readonly names: WeakMap<RTCPeerConnection, string>;
  nameCount: number;
}

/** Runs in the page before the app: logs every track, peer connection and socket that the page opens. */
export function watchMedia(): void {
  const log: MediaLog = { tracks: [], peers: [], sockets: [], names: new WeakMap(), nameCount: 0 };
  Object.assign(window, { mediaLog: log });
  // The browser's own page about a lost network has no devices.
  if (!('MediaDevices' in window)) return;
  /** @returns the browser's own method. */
  const readMethod = <T extends object, K extends keyof T>(owner: T, name: K) =>
    Object.getOwnPropertyDescriptor(owner, name)?.value as T[K];

  for (const name of ['getUserMedia', 'getDisplayMedia'] as const) {
    const capture = readMethod(MediaDevices.prototype, name);
    MediaDevices.prototype[name] = async function logged(this: MediaDevices, constraints) {
      const stream = await capture.call(this, constraints);
      log.tracks.push(...stream.getTracks().map((track) => new WeakRef(track)));
      return stream;
    };
  }
  const clone = readMethod(MediaStreamTrack.prototype, 'clone');
  MediaStreamTrack.prototype.clone = function logged() {
    const track = clone.call(this);
    log.tracks.push(new WeakRef(track));
    return track;
  };
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

/** Runs in the page before the app: logs violations of the content security policy to the console as errors. */
export function reportPolicyViolations(): void {
  document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
    console.error(`policy violation: ${violatedDirective} ${blockedURI}`);
  });
}
