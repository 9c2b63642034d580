import { getIdentifierRawId } from '@azure/communication-common';
import { checkCapability, watchCapabilities, type Availability } from '../../calling/call/capability.ts';
import type { CallFeature } from '../../calling/call/feature.ts';
import { listen } from '../../calling/sdk/listen.ts';
import { isRunning } from '../../calling/call/callState.ts';

interface RaiseHandState {
  /** Raw ids of the participants whose hand is up. The hand that has been up longest comes first. */
  readonly raisedHandIds: readonly string[];
  readonly isOwnHandUp: boolean;
  readonly availability: Availability;
}

/** Raises and lowers the user's own hand, in group calls and meetings. */
export const raiseHand: CallFeature<RaiseHandState> = {
  name: 'raiseHand',
  read(call, tools) {
    const availability = checkCapability(call, tools, 'raiseHand');
    if (!isRunning(call)) return { raisedHandIds: [], isOwnHandUp: false, availability };
    const hands = call.feature(tools.sdk.Features.RaiseHand).getRaisedHands();
    const raisedHandIds = hands
      .toSorted((handA, handB) => handA.order - handB.order)
      .map(({ identifier }) => getIdentifierRawId(identifier));
    return { raisedHandIds, isOwnHandUp: raisedHandIds.includes(tools.ownId), availability };
  },
  watch(call, onChange, tools) {
    const hands = call.feature(tools.sdk.Features.RaiseHand);
    const unsubscribers = [
      listen(hands, ['raisedHandEvent', 'loweredHandEvent'], onChange),
      watchCapabilities(call, tools, onChange),
    ];
    return () => unsubscribers.forEach((unsubscribe) => unsubscribe());
  },
  run(call, tools) {
    const hands = call.feature(tools.sdk.Features.RaiseHand);
    return raiseHand.read(call, tools).isOwnHandUp ? hands.lowerHand() : hands.raiseHand();
  },
};
