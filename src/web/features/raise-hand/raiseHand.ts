import { getIdentifierRawId } from '@azure/communication-common';
import { checkCapability, type Availability } from '../../calling/call/capability.ts';
import type { CallFeature } from '../../calling/call/feature.ts';
import { isRunning } from '../../calling/call/callState.ts';

interface RaiseHandState {
  /** Raw ids of the participants whose hand is up, in the order in which they raised it. */
  readonly raisedHandIds: readonly string[];
  readonly isOwnHandUp: boolean;
  readonly availability: Availability;
}

/** The raised hands of all participants. `run` raises or lowers the user's own hand. */
export const raiseHand: CallFeature<RaiseHandState, void> = {
  name: 'raiseHand',
  create({ call, tools, watch }) {
    const hands = call.feature(tools.sdk.Features.RaiseHand);
    const readRaisedHandIds = (): readonly string[] => {
      if (!isRunning(call)) return [];
      const raisedHands = hands.getRaisedHands().toSorted((handA, handB) => handA.order - handB.order);
      return raisedHands.map(({ identifier }) => getIdentifierRawId(identifier));
    };
    watch(hands, 'raisedHandEvent', 'loweredHandEvent');
    return {
      read() {
        const raisedHandIds = readRaisedHandIds();
        const availability = checkCapability(call, tools, 'raiseHand');
        return { raisedHandIds, isOwnHandUp: raisedHandIds.includes(tools.ownId), availability };
      },
      run: () => (readRaisedHandIds().includes(tools.ownId) ? hands.lowerHand() : hands.raiseHand()),
    };
  },
};
