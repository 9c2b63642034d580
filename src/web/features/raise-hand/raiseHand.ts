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
export const raiseHand: CallFeature<RaiseHandState, void> = {
  name: 'raiseHand',
  create({ call, tools, onChange, atEnd }) {
    const hands = call.feature(tools.sdk.Features.RaiseHand);
    const readRaisedHandIds = () =>
      isRunning(call)
        ? hands
            .getRaisedHands()
            .toSorted((handA, handB) => handA.order - handB.order)
            .map(({ identifier }) => getIdentifierRawId(identifier))
        : [];
    atEnd(
      listen(hands, ['raisedHandEvent', 'loweredHandEvent'], onChange),
      watchCapabilities(call, tools, onChange),
    );
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
