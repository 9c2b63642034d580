import { whileRunning, type Availability } from '../../calling/call/capability.ts';
import type { CallFeature } from '../../calling/call/feature.ts';

/**
 * Puts the call on hold, and resumes it. `RemoteHold` means that the other participant holds the call. The user cannot resume
 * that, but may hold the call as well; then both must resume.
 */
export const hold: CallFeature<{ isHeld: boolean; can: Availability }> = {
  name: 'hold',
  read: (call, tools) => ({ isHeld: call.state === 'LocalHold', can: whileRunning(call, tools) }),
  run: (call, { live }) => (call.state === 'LocalHold' ? live.switchTo(call) : live.hold(call)),
};
