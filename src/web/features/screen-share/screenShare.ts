import type { TeamsCall } from '@azure/communication-calling';
import { checkCapability, watchCapabilities, type Availability } from '../../calling/call/capability.ts';
import type { CallFeature, CallTools } from '../../calling/call/feature.ts';
import { listen } from '../../calling/sdk/listen.ts';
import { translateSdkError } from '../../errors/translateSdkError.ts';

/** Shares the user's screen. The browser asks which screen; if the user cancels, nothing is shared. */
export const screenShare: CallFeature<{ isOn: boolean; availability: Availability }> = {
  name: 'screenShare',
  read: (call, tools) => ({ isOn: call.isScreenSharingOn, availability: readAvailability(call, tools) }),
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
      return await call.startScreenSharing();
    } catch (cause) {
      return isCancellation(cause) ? undefined : translateSdkError(cause, 'screen-not-shared');
    }
  },
};

function readAvailability(call: TeamsCall, tools: CallTools): Availability {
  // Browsers on phones have no such function.
  if (!('getDisplayMedia' in navigator.mediaDevices)) return 'browser';
  // In a call on hold the SDK refuses to share, with the code 412/41071, although it reports the capability as present.
  return call.state === 'Connected' ? checkCapability(call, tools, 'shareScreen') : 'notConnected';
}

/** Whether sharing failed because the user cancelled the browser's dialog, or because the browser may not open a dialog. */
function isCancellation(cause: unknown): boolean {
  if (!(cause instanceof Error)) return false;
  // The browser throws a `NotAllowedError`. The SDK may replace that error by one with the code 403.
  return cause.name === 'NotAllowedError' || (cause as Error & { code?: unknown }).code === 403;
}
