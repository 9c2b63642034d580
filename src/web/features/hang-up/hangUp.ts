import { waitForPaint } from '../../base/waitForPaint.ts';
import type { CallFeature } from '../../calling/call/feature.ts';

/** The user leaves the call. A call that the callee has not answered is cancelled. */
export const hangUp: CallFeature<{ isLeaving: boolean }> = {
  name: 'hangUp',
  read: ({ state }) => ({ isLeaving: state === 'Disconnecting' || state === 'Disconnected' }),
  run: async (call, { live }) => {
    await waitForPaint();
    await live.hangUp(call);
  },
};
