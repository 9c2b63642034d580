import type { Page } from 'playwright';
import { measureTimeUntil } from '../../support/measureTimeUntil.ts';

/**
 * What `restartObservation` observes in a page: when sound and video arrived, and when connections broke and came back. Times
 * are in milliseconds since 1970; 0 means that the event has not happened since the observation began.
 */
const noObservations = {
  /** When the last audio packet arrived from the other participants. */
  audioAt: 0,
  /** When the browser decoded the last video frame of the other participants. */
  videoAt: 0,
  /** The longest time without an audio packet, in milliseconds. */
  longestSilenceMs: 0,
  offlineAt: 0,
  /** When the call first showed *Reconnecting…* after that event. */
  reconnectingAt: 0,
  /** When the page first had no open signalling socket. */
  socketLostAt: 0,
  /** When the page last opened a signalling socket that is still open, after it had lost one; 0 while no socket is open. */
  socketBackAt: 0,
};
type Observations = typeof noObservations;

declare global {
  var arrivals: Observations;
  var arrivalsTimer: ReturnType<typeof setInterval> | undefined;
}

/** Starts to observe a page, every 50 ms. If the page is already observed, the earlier observations are discarded. */
export const restartObservation = (page: Page): Promise<void> =>
  // The page gets a copy of `noObservations`.
  page.evaluate((arrivals) => {
    clearInterval(globalThis.arrivalsTimer);
    const listLiveObjects = <T extends object>(list: readonly WeakRef<T>[]) =>
      list.flatMap((reference) => reference.deref() ?? []);
    addEventListener('offline', () => (arrivals.offlineAt ||= Date.now()));
    const findOpenSocket = () =>
      listLiveObjects(mediaLog.sockets).find(
        ({ url, readyState }) => url.includes('/signalling') && readyState === WebSocket.OPEN,
      );
    let lastOpenSocket = findOpenSocket();
    // −1, so that the first poll sets `audioAt` and `videoAt` even if no packet has arrived yet.
    const lastCounts = { audio: -1, video: -1 };
    const observePage = async () => {
      const counts = { audio: 0, video: 0 };
      for (const peer of listLiveObjects(mediaLog.peers)) {
        if (peer.signalingState === 'closed') continue;
        for (const stat of (await peer.getStats()).values() as Iterable<RTCInboundRtpStreamStats>) {
          if (stat.type !== 'inbound-rtp') continue;
          if (stat.kind === 'audio') counts.audio += stat.packetsReceived ?? 0;
          else counts.video += stat.framesDecoded ?? 0;
        }
      }
      const now = Date.now();
      if (counts.audio > lastCounts.audio) arrivals.audioAt = now;
      if (counts.video > lastCounts.video) arrivals.videoAt = now;
      Object.assign(lastCounts, counts);
      arrivals.longestSilenceMs = Math.max(arrivals.longestSilenceMs, now - arrivals.audioAt);
      const statusLines = [...document.querySelectorAll('section[aria-label="Call"] [role=status]')];
      if (arrivals.offlineAt > 0 && statusLines.some(({ textContent }) => textContent === 'Reconnecting…'))
        arrivals.reconnectingAt ||= now;
      const openSocket = findOpenSocket();
      // If the open socket is not the last open socket, the app lost one socket and opened the next since the last poll.
      const wasReplaced =
        openSocket !== undefined && lastOpenSocket !== undefined && openSocket !== lastOpenSocket;
      if (openSocket === undefined || wasReplaced) {
        arrivals.socketLostAt ||= now;
        arrivals.socketBackAt = 0;
      }
      if (openSocket !== undefined) {
        lastOpenSocket = openSocket;
        if (arrivals.socketLostAt > 0) arrivals.socketBackAt ||= now;
      }
    };
    globalThis.arrivals = arrivals;
    globalThis.arrivalsTimer = setInterval(() => void observePage(), 50);
  }, noObservations);

export const readObservations = (page: Page): Promise<Observations> => page.evaluate(() => arrivals);

/** Waits up to 30 s until something is observed. @returns milliseconds from `since` until then; `null` when the time is over */
export const waitForObservation = (page: Page, event: keyof Observations, since: number) =>
  measureTimeUntil(async () => (await readObservations(page))[event] > 0, 30_000, since);
