import type { CallFeature } from '../../calling/call/feature.ts';
import { listen } from '../../calling/sdk/listen.ts';

/** Leaves the call; one that still rings is cancelled. */
export const hangUp: CallFeature<{ isLeaving: boolean }> = {
  name: 'hangUp',
  read: ({ state }) => ({ isLeaving: state === 'Disconnecting' || state === 'Disconnected' }),
  watch: (call, look) => listen(call, ['stateChanged'], look),
  run: (call, { live }) => live.hangUp(call),
};
