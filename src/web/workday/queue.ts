import { createStore, type Readable } from '../base/store.ts';

/** The callers who wait for an agent, as the company's server application counts them. */
export interface QueueCounts {
  readonly waiting: number;
  /** How long the first of them has waited; 0 if nobody waits. */
  readonly longestWaitSeconds: number;
  readonly agentsAvailable: number;
}

/** `unknown` before the first answer, and `unavailable` while the server application does not answer. */
export type QueueState = QueueCounts | 'unknown' | 'unavailable';

/** Milliseconds from one request to the next. */
const pollEveryMs = 5_000;
/** Milliseconds to wait after a failure. */
const pauseMs = 30_000;

/**
 * Creates the access to the queue of the company's numbers. It asks while a component shows the queue and the page is visible.
 * @param readCounts asks the server application; `null` if there is no usable answer. Never rejects
 */
export function createQueue(readCounts: () => Promise<QueueCounts | null>) {
  const state = createStore<QueueState>('unknown');
  let watchers = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isReading = false;

  const read = async () => {
    clearTimeout(timer);
    if (isReading || document.visibilityState !== 'visible') return;
    isReading = true;
    const counts = await readCounts();
    isReading = false;
    state.set(counts ?? 'unavailable');
    if (watchers > 0) timer = setTimeout(() => void read(), counts ? pollEveryMs : pauseMs);
  };
  const readNow = () => void read();
  return {
    state: state as Readable<QueueState>,
    /** Asks until the returned function is called. */
    watch(): () => void {
      watchers += 1;
      if (watchers === 1) {
        document.addEventListener('visibilitychange', readNow);
        readNow();
      }
      return () => {
        watchers -= 1;
        if (watchers > 0) return;
        clearTimeout(timer);
        document.removeEventListener('visibilitychange', readNow);
      };
    },
  };
}

export type Queue = ReturnType<typeof createQueue>;
