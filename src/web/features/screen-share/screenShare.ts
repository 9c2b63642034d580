import { capability, watchCapabilities, type Availability } from '../../calling/call/capability.ts';
import type { CallFeature } from '../../calling/call/feature.ts';
import { listen } from '../../calling/sdk/listen.ts';

/** Shares the user's screen. The browser asks which screen; if the user cancels, nothing is shared. */
export const screenShare: CallFeature<{ isOn: boolean; can: Availability }> = {
  name: 'screenShare',
  read: (call, tools) => ({
    isOn: call.isScreenSharingOn,
    // The SDK refuses to share in a call that is on hold, with 412/41071, although it names the capability as present.
    can: call.state === 'Connected' ? capability(call, tools, 'shareScreen') : 'notConnected',
  }),
  watch(call, look, tools) {
    const stops = [listen(call, ['isScreenSharingOnChanged'], look), watchCapabilities(call, tools, look)];
    return () => stops.forEach((stop) => stop());
  },
  async run(call) {
    if (call.isScreenSharingOn) return call.stopScreenSharing();
    try {
      await call.startScreenSharing();
    } catch (cause) {
      if (!isCancelled(cause)) throw cause;
    }
  },
};

/** Whether the user cancelled the browser's dialog, or the browser may not open it. */
function isCancelled(cause: unknown): boolean {
  if (!(cause instanceof Error)) return false;
  return cause.name === 'NotAllowedError' || (cause as Error & { code?: unknown }).code === 403;
}
