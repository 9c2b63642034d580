import type { Page } from 'playwright';

/** The first time of each moment since the log was cleared, in milliseconds since 1970. */
export type CallMoments = Readonly<Record<string, number>>;

/**
 * Runs in the page. It wraps the functions of the browser that a call needs, and records when each was called and when it was
 * done. So the measured code needs no marks of its own. Running it again only clears the log.
 */
function installRecorder(): void {
  const page = window as unknown as { callMoments?: Record<string, number> };
  const isInstalled = page.callMoments !== undefined;
  page.callMoments = {};
  if (isInstalled) return;
  const record = (name: string) => {
    const log = page.callMoments;
    if (log) log[name] ??= performance.timeOrigin + performance.now();
  };
  /** Records `before` when a method is called, and `after` when its promise is fulfilled. */
  const wrap = (
    owner: object,
    method: string,
    nameOf: (argument: unknown) => readonly [before: string, after: string],
  ) => {
    const methods = owner as Record<string, (...parameters: unknown[]) => unknown>;
    const original = methods[method];
    if (!original) throw new Error(`The browser has no ${method}.`);
    methods[method] = function wrapped(...parameters: unknown[]) {
      const [before, after] = nameOf(parameters[0]);
      record(before);
      const result = original.apply(this, parameters);
      if (result instanceof Promise) void result.then(() => record(after)).catch(() => {});
      return result;
    };
  };
  wrap(navigator.permissions, 'query', () => ['permissions requested', 'permissions known']);
  wrap(navigator.mediaDevices, 'getUserMedia', (constraints) =>
    (constraints as MediaStreamConstraints).video
      ? ['camera requested', 'camera open']
      : ['microphone requested', 'microphone open'],
  );
  const { prototype } = RTCPeerConnection;
  wrap(prototype, 'setLocalDescription', () => ['description begun', 'description made']);
  wrap(prototype, 'setRemoteDescription', () => ['remote description begun', 'remote description set']);
  // oxlint-disable-next-line typescript/unbound-method -- `wrappedSend` calls it with its own socket
  const send = WebSocket.prototype.send;
  const watchedSockets = new WeakSet<WebSocket>();
  const steps = { start: '"t":"start"', ring: '"t":"incoming"', accept: '"t":"accept"' } as const;
  const recordMessage = (direction: string, data: unknown) => {
    const text = String(data);
    for (const [step, pattern] of Object.entries(steps))
      if (text.includes(pattern)) record(`${step} ${direction}`);
    for (const type of ['offer', 'answer'])
      if (text.includes(`"type":"${type}"`)) record(`${type} ${direction}`);
    if (text.includes('"candidate":{')) record(`candidate ${direction}`);
  };
  WebSocket.prototype.send = function wrappedSend(data) {
    if (!watchedSockets.has(this)) {
      watchedSockets.add(this);
      this.addEventListener('message', (message) => recordMessage('received', message.data));
    }
    recordMessage('sent', data);
    send.call(this, data);
  };
  const NativeConnection = RTCPeerConnection;
  window.RTCPeerConnection = class extends NativeConnection {
    constructor(configuration?: RTCConfiguration) {
      record('connection requested');
      super(configuration);
      record('connection made');
      this.addEventListener('iceconnectionstatechange', () => record(`ICE ${this.iceConnectionState}`));
      this.addEventListener('connectionstatechange', () => record(`DTLS ${this.connectionState}`));
    }
  };
  document.addEventListener('click', () => record('pressed'), { capture: true });
  const stages = { 'call screen shown': '[role=toolbar]', 'ring shown': '[role=alertdialog]' } as const;
  new MutationObserver(() => {
    for (const [name, selector] of Object.entries(stages)) if (document.querySelector(selector)) record(name);
  }).observe(document.body, { childList: true, subtree: true });
}

/** Begins to record the moments of a call in a page. Forgets those of the call before. */
export async function recordMoments(page: Page): Promise<void> {
  // tsx wraps functions in `__name`, so that they keep their names. The page may not have that wrapper.
  await page.evaluate('globalThis.__name ??= (wrapped) => wrapped');
  await page.evaluate(installRecorder);
}

export const readMoments = (page: Page): Promise<CallMoments> =>
  page.evaluate(() => (window as unknown as { callMoments: CallMoments }).callMoments);
