import type { CallState, TeamsCall } from '@azure/communication-calling';
import { listen } from '../sdk/listen.ts';

type WithState = Pick<TeamsCall, 'state'>;

const running: ReadonlySet<CallState> = new Set(['Connected', 'LocalHold', 'RemoteHold']);

/** Whether the call is connected, or either side has put it on hold. */
export const isRunning = ({ state }: WithState): boolean => running.has(state);

/** Whether the call has ended, or is about to. */
export const isEnding = ({ state }: WithState): boolean =>
  state === 'Disconnecting' || state === 'Disconnected';

/**
 * Waits until the call is in a certain state.
 * @param accepts whether a state is one of those to wait for
 * @param timeoutMs longest wait, in milliseconds
 * @returns whether the call reached such a state in time
 */
export function reachesState(
  call: TeamsCall,
  accepts: (state: CallState) => boolean,
  timeoutMs: number,
): Promise<boolean> {
  if (accepts(call.state)) return Promise.resolve(true);
  return new Promise((resolve) => {
    const settle = (reached: boolean) => {
      clearTimeout(timer);
      stop();
      resolve(reached);
    };
    const timer = setTimeout(settle, timeoutMs, false);
    const stop = listen(call, ['stateChanged'], () => {
      if (accepts(call.state)) settle(true);
    });
  });
}
