import type { CallState, TeamsCall } from '@azure/communication-calling';
import { listen } from '../sdk/listen.ts';

type CallWithState = Pick<TeamsCall, 'state'>;

const runningStates: ReadonlySet<CallState> = new Set(['Connected', 'LocalHold', 'RemoteHold']);

/** Whether the call is connected. It stays connected while the user or the other side has put it on hold. */
export const isRunning = ({ state }: CallWithState): boolean => runningStates.has(state);

export const isEnding = ({ state }: CallWithState): boolean =>
  state === 'Disconnecting' || state === 'Disconnected';

/**
 * Waits until the call is in a certain state.
 * @param isAwaited returns `true` for each state that ends the wait
 * @param timeoutMs longest wait, in milliseconds
 * @returns whether the call reached such a state in time
 */
export function waitForState(
  call: TeamsCall,
  isAwaited: (state: CallState) => boolean,
  timeoutMs: number,
): Promise<boolean> {
  if (isAwaited(call.state)) return Promise.resolve(true);
  return new Promise((resolve) => {
    const finish = (wasReached: boolean) => {
      clearTimeout(timer);
      stop();
      resolve(wasReached);
    };
    const timer = setTimeout(finish, timeoutMs, false);
    const stop = listen(call, ['stateChanged'], () => {
      if (isAwaited(call.state)) finish(true);
    });
  });
}
