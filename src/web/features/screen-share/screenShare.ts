import { capability, watchCapabilities, type Availability } from '../../calling/call/capability.ts';
import type { CallFeature } from '../../calling/call/feature.ts';
import { listen } from '../../calling/sdk/listen.ts';

/** Shows our own screen to the others. The browser asks which; whoever closes that question shares nothing. */
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
      if (!isChangeOfMind(cause)) throw cause;
    }
  },
};

/** The browser's question was closed, or the browser may not ask: 403 from the SDK, `NotAllowedError` from the browser. */
function isChangeOfMind(cause: unknown): boolean {
  if (!(cause instanceof Error)) return false;
  return cause.name === 'NotAllowedError' || (cause as Error & { code?: unknown }).code === 403;
}
