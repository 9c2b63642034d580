import type { CallState, TeamsCall } from '@azure/communication-calling';
import { listen } from '../sdk/listen.ts';

type Stated = Pick<TeamsCall, 'state'>;

const running: ReadonlySet<CallState> = new Set(['Connected', 'LocalHold', 'RemoteHold']);

/** Whether media is set up: the call is connected, or either side holds it. */
export const isRunning = ({ state }: Stated): boolean => running.has(state);

/** Whether the call has ended, or is about to. */
export const isEnding = ({ state }: Stated): boolean => state === 'Disconnecting' || state === 'Disconnected';

/**
 * Waits until the call is in a state that `holds` accepts.
 * @param timeoutMs milliseconds until the wait is given up
 * @returns whether it came to such a state in time
 */
export function reaches(
  call: TeamsCall,
  holds: (state: CallState) => boolean,
  timeoutMs: number,
): Promise<boolean> {
  if (holds(call.state)) return Promise.resolve(true);
  return new Promise((resolve) => {
    const settle = (reached: boolean) => {
      clearTimeout(timer);
      stop();
      resolve(reached);
    };
    const timer = setTimeout(settle, timeoutMs, false);
    const stop = listen(call, ['stateChanged'], () => {
      if (holds(call.state)) settle(true);
    });
  });
}
