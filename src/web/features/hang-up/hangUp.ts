import type { CallFeature } from '../../calling/call/feature.ts';

/** Leaves the call; one that still rings is cancelled. */
export const hangUp: CallFeature<{ isLeaving: boolean }> = {
  name: 'hangUp',
  read: ({ state }) => ({ isLeaving: state === 'Disconnecting' || state === 'Disconnected' }),
  run: (call, { live }) => live.hangUp(call),
};
