import { whileRunning, type Availability } from '../../calling/call/capability.ts';
import type { CallFeature } from '../../calling/call/feature.ts';

/**
 * Puts the call on hold, or takes it back. `RemoteHold` means that the other side holds: we cannot resume that,
 * but we may hold, too; then everyone who held must resume.
 */
export const hold: CallFeature<{ isHeld: boolean; can: Availability }> = {
  name: 'hold',
  read: (call, tools) => ({ isHeld: call.state === 'LocalHold', can: whileRunning(call, tools) }),
  run: (call, { live }) => (call.state === 'LocalHold' ? live.switchTo(call) : live.hold(call)),
};
