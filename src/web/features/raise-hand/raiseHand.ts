import { getIdentifierRawId } from '@azure/communication-common';
import { capability, watchCapabilities, type Availability } from '../../calling/call/capability.ts';
import type { CallFeature } from '../../calling/call/feature.ts';
import { listen } from '../../calling/sdk/listen.ts';
import { isRunning } from '../../calling/call/callState.ts';

interface Hands {
  /** Raw ids of the participants whose hand is up, longest first. */
  readonly raised: readonly string[];
  readonly isOurs: boolean;
  readonly can: Availability;
}

/** Raises and lowers the user's hand, in group calls and meetings. */
export const raiseHand: CallFeature<Hands> = {
  name: 'raiseHand',
  read(call, tools) {
    const can = capability(call, tools, 'raiseHand');
    if (!isRunning(call)) return { raised: [], isOurs: false, can };
    const hands = call.feature(tools.sdk.Features.RaiseHand).getRaisedHands();
    const raised = hands
      .toSorted((one, other) => one.order - other.order)
      .map(({ identifier }) => getIdentifierRawId(identifier));
    return { raised, isOurs: raised.includes(tools.ownId), can };
  },
  watch(call, look, tools) {
    const hands = call.feature(tools.sdk.Features.RaiseHand);
    const stops = [
      listen(hands, ['raisedHandEvent', 'loweredHandEvent'], look),
      watchCapabilities(call, tools, look),
    ];
    return () => stops.forEach((stop) => stop());
  },
  run(call, tools) {
    const hands = call.feature(tools.sdk.Features.RaiseHand);
    return raiseHand.read(call, tools).isOurs ? hands.lowerHand() : hands.raiseHand();
  },
};
