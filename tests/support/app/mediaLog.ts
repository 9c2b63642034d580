/** The log that `watchMedia` adds to `window`. Its references are weak, so that it does not keep released objects alive. */
export interface MediaLog {
  readonly peers: WeakRef<RTCPeerConnection>[];
  readonly sockets: WeakRef<WebSocket>[];
  /** The name that `readScreen` gives to each connection, for example `connection 1`, and the number of names. */
  readonly names: WeakMap<RTCPeerConnection, string>;
  nameCount: number;
}

/** Runs in the page before the app: logs every peer connection and socket that the page opens. */
export function watchMedia(): void {
  const log: MediaLog = { peers: [], sockets: [], names: new WeakMap(), nameCount: 0 };
  Object.assign(window, { mediaLog: log });
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
