import type { CallState, TeamsCall } from '@azure/communication-calling';
import { withTimeout } from '../../base/withTimeout.ts';
import { listen, type Emitter } from '../sdk/listen.ts';

const runningStates: ReadonlySet<CallState> = new Set(['Connected', 'LocalHold', 'RemoteHold']);

/** Whether the call is connected, also while the user or the other participant holds it. */
export const isRunning = ({ state }: Pick<TeamsCall, 'state'>): boolean => runningStates.has(state);

export const isEnding = ({ state }: Pick<TeamsCall, 'state'>): boolean =>
  state === 'Disconnecting' || state === 'Disconnected';

/** Waits at most `timeoutMs` until a call or participant is in the awaited state. @returns whether it is */
export async function waitForState(
  owner: Emitter,
  isAwaited: () => boolean,
  timeoutMs: number,
): Promise<boolean> {
  if (isAwaited()) return true;
  let stop = () => {};
  const reached = new Promise<true>((resolve) => {
    stop = listen(owner, ['stateChanged'], () => {
      if (isAwaited()) resolve(true);
    });
  });
  return withTimeout(reached, timeoutMs, () => false).finally(stop);
}
