import { checkControl, type Availability } from '../../calling/call/capability.ts';
import type { CallFeature } from '../../calling/call/feature.ts';

/**
 * Holds the call, or resumes it with `switchTo`, which also silences the user's other calls. While the other participant holds
 * the call (`RemoteHold`), the user cannot resume it, but can hold it as well. Then both have to resume it.
 */
export const hold: CallFeature<{ isHeld: boolean; availability: Availability }, void> = {
  name: 'hold',
  create({ call, tools, watch }) {
    const { groupHold } = tools.capabilities;
    if (!groupHold) watch(call, 'remoteParticipantsUpdated');
    return {
      read() {
        const isHeld = call.state === 'LocalHold';
        const isRefused = !groupHold && !isHeld && call.remoteParticipants.length > 1;
        return { isHeld, availability: isRefused ? 'callKind' : checkControl(call, tools) };
      },
      run: () => (call.state === 'LocalHold' ? tools.live.switchTo(call) : tools.live.hold(call)),
    };
  },
};
