import { createIdentifierFromRawId, getIdentifierRawId } from '@azure/communication-common';
import { checkCapability, type Availability } from '../../calling/call/capability.ts';
import { isRunning } from '../../calling/call/callState.ts';
import type { CallFeature } from '../../calling/call/feature.ts';

/**
 * The user's own spotlight, in group calls and meetings: everybody sees the user large. The command starts or ends it. Every user
 * may end the own spotlight, and only some roles may start one. The people panel spotlights other participants.
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/spotlight
 */
export const spotlight: CallFeature<{ isOn: boolean; availability: Availability }, void> = {
  name: 'spotlight',
  create({ call, tools, watch }) {
    const sdkFeature = call.feature(tools.sdk.Features.Spotlight);
    const ownIdentifiers = [createIdentifierFromRawId(tools.ownId)];
    const isInSpotlight = () =>
      isRunning(call) &&
      sdkFeature
        .getSpotlightedParticipants()
        .some(({ identifier }) => getIdentifierRawId(identifier) === tools.ownId);
    watch(sdkFeature, 'spotlightChanged');
    return {
      read() {
        const isOn = isInSpotlight();
        return { isOn, availability: isOn ? 'yes' : checkCapability(call, tools, 'spotlightParticipant') };
      },
      run: () =>
        isInSpotlight()
          ? sdkFeature.stopSpotlight(ownIdentifiers)
          : sdkFeature.startSpotlight(ownIdentifiers),
    };
  },
};
