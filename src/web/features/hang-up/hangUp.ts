import { waitForPaint } from '../../base/waitForPaint.ts';
import type { CallFeature } from '../../calling/call/feature.ts';

/** Takes the user out of the call. A call that the callee has not answered is cancelled. */
export const hangUp: CallFeature<{ isLeaving: boolean }, void> = {
  name: 'hangUp',
  create: ({ call, tools }) => ({
    read: () => ({ isLeaving: call.state === 'Disconnecting' || call.state === 'Disconnected' }),
    async run() {
      // The press shows its effect before the app draws the screen that follows the call.
      await waitForPaint();
      await tools.live.hangUp(call);
    },
  }),
};
