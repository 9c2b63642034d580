import { waitForPaint } from '../../base/waitForPaint.ts';
import type { CallFeature } from '../../calling/call/feature.ts';

/** Takes the user out of the call. A call that the callee has not answered is cancelled. */
export const hangUp: CallFeature<{ isLeaving: boolean }, void> = {
  name: 'hangUp',
  create: ({ call, tools }) => ({
    read: () => ({ isLeaving: call.state === 'Disconnecting' || call.state === 'Disconnected' }),
    async run() {
      // Waits until the browser has drawn the pressed button, because the app then renders the screen that follows the call.
      await waitForPaint();
      await tools.live.hangUp(call);
    },
  }),
};
