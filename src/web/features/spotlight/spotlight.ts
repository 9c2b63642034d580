import type { TeamsCall } from '@azure/communication-calling';
import { createIdentifierFromRawId, getIdentifierRawId } from '@azure/communication-common';
import { checkCapability, watchCapabilities, type Availability } from '../../calling/call/capability.ts';
import { isRunning } from '../../calling/call/callState.ts';
import type { CallFeature, CallTools } from '../../calling/call/feature.ts';
import { listen } from '../../calling/sdk/listen.ts';

const isInSpotlight = (call: TeamsCall, { sdk, ownId }: CallTools): boolean =>
  isRunning(call) &&
  call
    .feature(sdk.Features.Spotlight)
    .getSpotlightedParticipants()
    .some(({ identifier }) => getIdentifierRawId(identifier) === ownId);

/**
 * The user's own spotlight, in group calls and meetings: everybody sees the user large. The command starts or ends it. Every user
 * may end the own spotlight, and only some roles may start one. The people panel spotlights other participants.
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/spotlight
 */
export const spotlight: CallFeature<{ isOn: boolean; availability: Availability }> = {
  name: 'spotlight',
  read(call, tools) {
    const isOn = isInSpotlight(call, tools);
    return { isOn, availability: isOn ? 'yes' : checkCapability(call, tools, 'spotlightParticipant') };
  },
  watch(call, onChange, tools) {
    const stops = [
      listen(call.feature(tools.sdk.Features.Spotlight), ['spotlightChanged'], onChange),
      watchCapabilities(call, tools, onChange),
    ];
    return () => stops.forEach((stop) => stop());
  },
  run(call, tools) {
    const sdkFeature = call.feature(tools.sdk.Features.Spotlight);
    const ownIdentifiers = [createIdentifierFromRawId(tools.ownId)];
    return isInSpotlight(call, tools)
      ? sdkFeature.stopSpotlight(ownIdentifiers)
      : sdkFeature.startSpotlight(ownIdentifiers);
  },
};
