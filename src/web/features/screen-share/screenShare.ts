import { checkCapability, watchCapabilities, type Availability } from '../../calling/call/capability.ts';
import type { CallFeature } from '../../calling/call/feature.ts';
import { listen } from '../../calling/sdk/listen.ts';

/** Shares the user's screen. The browser asks which screen; if the user cancels, nothing is shared. */
export const screenShare: CallFeature<{ isOn: boolean; availability: Availability }> = {
  name: 'screenShare',
  read: (call, tools) => ({
    isOn: call.isScreenSharingOn,
    // In a call on hold the SDK refuses to share, with the code 412/41071, although it reports the capability as present.
    availability: call.state === 'Connected' ? checkCapability(call, tools, 'shareScreen') : 'notConnected',
  }),
  watch(call, onChange, tools) {
    const unsubscribers = [
      listen(call, ['isScreenSharingOnChanged'], onChange),
      watchCapabilities(call, tools, onChange),
    ];
    return () => unsubscribers.forEach((unsubscribe) => unsubscribe());
  },
  async run(call) {
    if (call.isScreenSharingOn) return call.stopScreenSharing();
    try {
      await call.startScreenSharing();
    } catch (cause) {
      if (!isCancellation(cause)) throw cause;
    }
  },
};

/** Whether sharing failed because the user cancelled the browser's dialog, or because the browser may not open a dialog. */
function isCancellation(cause: unknown): boolean {
  if (!(cause instanceof Error)) return false;
  // The browser throws a `NotAllowedError`. The SDK may replace that error by one with the code 403.
  return cause.name === 'NotAllowedError' || (cause as Error & { code?: unknown }).code === 403;
}
