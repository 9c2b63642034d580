import type { Page } from 'playwright';
import type { MediaLog } from '../../support/app/mediaLog.ts';

/** When things happened in a page, in milliseconds since 1970; 0 when they did not happen. */
export interface Arrivals {
  /** When the last audio packet arrived, and when the last video frame of the other side was decoded. */
  audio: number;
  video: number;
  /** The longest time without an audio packet since the start, in milliseconds. */
  longestSilenceMs: number;
  /** The browser's event `offline`, and the first *Reconnecting…* after it. */
  offline: number;
  reconnecting: number;
  /** The last moment without an open signalling socket, and the first with one after it. */
  socketLost: number;
  socketBack: number;
}

/** Starts to record arrivals in a page. A second call discards what the first recorded. */
export const recordArrivals = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const { mediaLog, arrivalsTimer } = window as unknown as { mediaLog: MediaLog; arrivalsTimer?: number };
    clearInterval(arrivalsTimer);
    const arrivals: Arrivals = {
      audio: 0,
      video: 0,
      longestSilenceMs: 0,
      offline: 0,
      reconnecting: 0,
      socketLost: 0,
      socketBack: 0,
    };
    const alive = <T extends object>(list: readonly WeakRef<T>[]) =>
      list.flatMap((reference) => reference.deref() ?? []);
    addEventListener('offline', () => (arrivals.offline ||= Date.now()));
    const counts = { audio: -1, video: -1 };
    const findOpenSocket = () =>
      alive(mediaLog.sockets).find(
        ({ url, readyState }) => url.includes('/signalling') && readyState === WebSocket.OPEN,
      );
    let lastSocket = findOpenSocket();
    const poll = async () => {
      const sum = { audio: 0, video: 0 };
      for (const peer of alive(mediaLog.peers)) {
        if (peer.signalingState === 'closed') continue;
        for (const stat of (await peer.getStats()).values() as Iterable<RTCInboundRtpStreamStats>) {
          if (stat.type !== 'inbound-rtp') continue;
          if (stat.kind === 'audio') sum.audio += stat.packetsReceived ?? 0;
          else sum.video += stat.framesDecoded ?? 0;
        }
      }
      const now = Date.now();
      for (const kind of ['audio', 'video'] as const) {
        if (sum[kind] > counts[kind]) arrivals[kind] = now;
        counts[kind] = sum[kind];
      }
      arrivals.longestSilenceMs = Math.max(arrivals.longestSilenceMs, now - arrivals.audio);
      const status = [...document.querySelectorAll('section[aria-label="Call"] [role=status]')];
      if (arrivals.offline > 0 && status.some(({ textContent }) => textContent === 'Reconnecting…'))
        arrivals.reconnecting ||= now;
      const openSocket = findOpenSocket();
      // A different socket means that the app lost one and opened the next between two looks.
      if (openSocket === undefined || (lastSocket !== undefined && openSocket !== lastSocket)) {
        arrivals.socketLost ||= now;
        arrivals.socketBack = 0;
      }
      if (openSocket !== undefined) {
        lastSocket = openSocket;
        if (arrivals.socketLost > 0) arrivals.socketBack ||= now;
      }
    };
    Object.assign(window, { arrivals, arrivalsTimer: setInterval(() => void poll(), 50) });
  });

export const readArrivals = (page: Page): Promise<Arrivals> =>
  page.evaluate(() => (window as unknown as { arrivals: Arrivals }).arrivals);
