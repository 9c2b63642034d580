/** What `watchMedia` collects in a page. The references are weak, so that the log does not keep alive what the app has released. */
export interface MediaLog {
  readonly tracks: WeakRef<MediaStreamTrack>[];
  readonly peers: WeakRef<RTCPeerConnection>[];
  readonly sockets: WeakRef<WebSocket>[];
  /** A name for each connection that was read, and how many names there are. */
  readonly names: WeakMap<RTCPeerConnection, string>;
  nameCount: number;
}

/** Runs in the page before the app: logs every track, peer connection and socket that the page opens. */
export function watchMedia(): void {
  const log: MediaLog = { tracks: [], peers: [], sockets: [], names: new WeakMap(), nameCount: 0 };
  Object.assign(window, { mediaLog: log });
  const original = <T extends object, K extends keyof T>(owner: T, name: K) =>
    Object.getOwnPropertyDescriptor(owner, name)?.value as T[K];

  for (const name of ['getUserMedia', 'getDisplayMedia'] as const) {
    const open = original(MediaDevices.prototype, name);
    MediaDevices.prototype[name] = async function logged(this: MediaDevices, constraints) {
      const stream = await open.call(this, constraints);
      log.tracks.push(...stream.getTracks().map((track) => new WeakRef(track)));
      return stream;
    };
  }
  const clone = original(MediaStreamTrack.prototype, 'clone');
  MediaStreamTrack.prototype.clone = function logged() {
    const track = clone.call(this);
    log.tracks.push(new WeakRef(track));
    return track;
  };
  const record = <T extends typeof RTCPeerConnection | typeof WebSocket>(
    type: T,
    list: WeakRef<InstanceType<T>>[],
  ): T =>
    new Proxy(type, {
      construct(target, args, newTarget) {
        const opened = Reflect.construct(target, args, newTarget) as InstanceType<T>;
        list.push(new WeakRef(opened));
        return opened;
      },
    });
  window.RTCPeerConnection = record(RTCPeerConnection, log.peers);
  window.WebSocket = record(WebSocket, log.sockets);
}

/** Runs in the page before the app: logs violations of the content security policy as errors. */
export function reportPolicyViolations(): void {
  document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
    console.error(`policy violation: ${violatedDirective} ${blockedURI}`);
  });
}
