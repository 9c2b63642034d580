import { checkConnection, type Availability } from '../../calling/call/capability.ts';
import type { CallFeature } from '../../calling/call/feature.ts';

/**
 * Holds the call, and resumes it with `switchTo`. In the call state `RemoteHold` the other participant holds the call. The
 * user cannot resume such a call, but may hold such a call, too. Then both participants must resume the call.
 */
export const hold: CallFeature<{ isHeld: boolean; availability: Availability }> = {
  name: 'hold',
  read: (call, tools) => ({ isHeld: call.state === 'LocalHold', availability: checkConnection(call, tools) }),
  run: (call, { live }) => (call.state === 'LocalHold' ? live.switchTo(call) : live.hold(call)),
};
