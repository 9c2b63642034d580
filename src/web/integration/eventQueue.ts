import type { CallEvent } from '../../contract/callEvent.ts';
import { computeRetryDelayMs } from '../base/retryDelay.ts';
import { createStore, type Readable } from '../base/store.ts';
import { listenTo } from '../base/subscriptions.ts';
import type { WebHook } from './waitingEvents.ts';

/** The longest queue: a day of many calls. It needs at most a fifth of what local storage holds. */
const maxEvents = 400;
/** So many failed attempts in a row are more than a short disturbance. */
const failuresUntilMessage = 3;

/**
 * `down`: the web hook takes no events now, and they wait. `refused`: the web hook or the service has refused some events for good.
 * `lost`: some events could not wait any longer.
 */
export type HookState = 'ok' | 'down' | 'refused' | 'lost';

export interface EventQueue {
  readonly state: Readable<HookState>;
  readonly add: (event: CallEvent) => void;
  /** Takes note that the user has read the state, which is not said again until the web hook has taken an event. */
  readonly dismiss: () => void;
  readonly stop: () => void;
}

/**
 * Creates the queue of events for the web hook. One tab at a time sends the events, in their order, until the web hook has taken
 * each of them.
 * @param lockName must be the same in all of the user's tabs, and in no tab of another user
 */
export function createEventQueue(
  { send, waiting: events }: WebHook,
  lockName: string,
  locks: Pick<LockManager, 'request'> | undefined = globalThis.navigator?.locks,
): EventQueue {
  const state = createStore<HookState>('ok');
  let readState: HookState = 'ok';
  const tell = (next: HookState): void => {
    if (next !== readState) state.set(next);
  };
  const abort = new AbortController();
  /** Ends the present wait. */
  let wakeUp = (): void => {};
  /** Whether the queue waits because the web hook has failed, which a new event must not shorten. */
  let isPausing = false;
  const wait = (ms?: number) =>
    new Promise<void>((resolve) => {
      wakeUp = resolve;
      if (ms !== undefined) setTimeout(resolve, ms);
    });

  const sendAll = async (): Promise<void> => {
    let failures = 0;
    while (!abort.signal.aborted) {
      const [event] = events.get();
      if (!event) {
        await wait();
        continue;
      }
      const result = await send(event);
      if (result === 'failed') {
        failures += 1;
        if (failures >= failuresUntilMessage && state.get() === 'ok') tell('down');
        isPausing = true;
        await wait(computeRetryDelayMs(failures));
        isPausing = false;
        continue;
      }
      failures = 0;
      if (result === 'sent') readState = 'ok';
      if (state.get() === 'down') state.set('ok');
      if (result === 'refused') tell('refused');
      events.change((stored) => stored.filter(({ id }) => id !== event.id));
    }
  };
  if (locks)
    // The request is aborted when the queue stops before its turn.
    locks.request(lockName, { signal: abort.signal }, sendAll).catch(() => {});
  else void sendAll();
  const stopListening = listenTo(globalThis, ['online'], () => wakeUp());
  const unsubscribe = events.subscribe(() => {
    if (!isPausing) wakeUp();
  });
  return {
    state,
    add(event) {
      if (events.get().length >= maxEvents) tell('lost');
      events.change((stored) => [...stored.filter(({ id }) => id !== event.id), event].slice(-maxEvents));
    },
    dismiss() {
      readState = state.get();
      state.set('ok');
    },
    stop() {
      abort.abort();
      wakeUp();
      stopListening();
      unsubscribe();
    },
  };
}
