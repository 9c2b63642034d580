import type { CallEndReason } from '@azure/communication-calling';
import { createIdentifierFromRawId } from '@azure/communication-common';
import { createStore } from '../../../src/web/base/store.ts';
import type { CrossedCallMessage } from '../../../src/web/calling/calls/crossedCalls.ts';
import type { SimulatedCall } from '../../../src/web/fixtures/simulatedCall.ts';
import { createSimulatedPhone, type PhoneParts } from '../../../src/web/fixtures/simulatedPhone.ts';
import { SimulatedService } from '../../../src/web/fixtures/simulatedService.ts';

export type LinkedPhone = ReturnType<typeof createLinkedPhone>;

/** Creates the app of one user in one tab. `delay` runs before each answer of its simulated service and each message. */
export function createLinkedPhone(rawId: string, delay: () => Promise<void>, parts: PhoneParts = {}) {
  const service = new SimulatedService(delay);
  const { phone } = createSimulatedPhone(service, [], { ownId: rawId, ...parts });
  let lastDelivery = Promise.resolve();
  /** Delivers a message of the real service to this tab, after all earlier messages. */
  const deliver = (message: () => void) => {
    lastDelivery = lastDelivery.then(delay).then(message);
  };
  return { rawId, phone, service, deliver };
}

/** Creates two tabs of one user. Only the second tab shows incoming calls. */
export function createLinkedTabs(rawId: string, delay: () => Promise<void>): [LinkedPhone, LinkedPhone] {
  type TabCalls = Parameters<NonNullable<PhoneParts['joinLiveRight']>>[0];
  /** The tab that has the right to have the live call. */
  let holder: TabCalls | null = null;
  /** The tab from which the holder has taken the right, until the holder uses it. */
  let formerHolder: TabCalls | null = null;
  const joinLiveRight: PhoneParts['joinLiveRight'] = (tab) => ({
    async acquire() {
      while (holder !== null && holder !== tab) {
        await delay();
        const asked: TabCalls | null = holder;
        if (asked === null || asked === tab) continue;
        if (!(await asked.silence())) return false;
        if (holder === asked) [holder, formerHolder] = [null, asked];
      }
      holder = tab;
      return true;
    },
    keep: () => (formerHolder = null),
    release() {
      if (holder !== tab) return;
      holder = null;
      const tabToRestore = formerHolder;
      formerHolder = null;
      if (tabToRestore) void delay().then(() => tabToRestore.restore());
    },
    close: () => {},
  });
  const listeners: ((message: CrossedCallMessage) => void)[] = [];
  const createTab = (status: 'leader' | 'other') =>
    createLinkedPhone(rawId, delay, {
      joinLiveRight,
      leaderTab: { status: createStore(status), takeOver: () => {}, close: () => {} },
      joinCrossedCallChannel(listener) {
        listeners.push(listener);
        const send = (message: CrossedCallMessage) =>
          void delay().then(() =>
            listeners.filter((other) => other !== listener).forEach((tell) => tell(message)),
          );
        return { send, close: () => {} };
      },
    });
  return [createTab('other'), createTab('leader')];
}

/**
 * Lets one user call the other one, and links the two ends of the call: what one user does reaches the other user's app.
 * @returns the incoming call in each tab of the callee
 */
export async function placeLinkedCall(caller: LinkedPhone, ...calleeTabs: readonly LinkedPhone[]) {
  const rawIds = [...new Set(calleeTabs.map(({ rawId }) => rawId))];
  await caller.phone.placeCall({ kind: 'people', rawIds }, { video: false });
  const placed = caller.service.calls.at(-1);
  if (!placed) throw new Error('No call was placed.');
  const atService = { isOpen: true };
  /** The call of the tab in which the callee has accepted. */
  let accepted: SimulatedCall | undefined;
  let acceptingTab: LinkedPhone | undefined;
  const ringings = calleeTabs.map((tab) => {
    const callerInfo = { identifier: createIdentifierFromRawId(caller.rawId) };
    const ringing = tab.service.ringIncomingCall(callerInfo, {}, `ring-of-${caller.rawId}`);
    ringing.atService = atService;
    return { tab, ringing };
  });
  placed.changeState('Ringing');
  const endRinging = (reason: CallEndReason, exceptIn?: LinkedPhone) => {
    for (const { tab, ringing } of ringings)
      if (tab !== exceptIn) tab.deliver(() => ringing.endRinging(reason));
  };

  placed.on('stateChanged', () => {
    if (placed.state === 'Disconnected') {
      atService.isOpen = false;
      acceptingTab?.deliver(() => accepted?.end({ code: 0, subCode: 0 }));
      endRinging({ code: 487, subCode: 0 });
    } else if (acceptingTab) reportHold(placed, acceptingTab, () => accepted);
  });
  for (const { tab, ringing } of ringings) {
    tab.service.agent.on('callsUpdated', () => {
      const newCall = tab.service.calls.find(({ id }) => id === ringing.acceptedCallId);
      if (accepted || !newCall) return;
      accepted = newCall;
      acceptingTab = tab;
      endRinging({ code: 487, subCode: 10003 }, tab);
      linkAcceptedCall(newCall, placed, caller, tab);
    });
    ringing.on('callEnded', () => {
      if (accepted || placed.isOver) return;
      endRinging({ code: 603, subCode: 0 }, tab);
      caller.deliver(() => placed.end({ code: 603, subCode: 0 }));
    });
  }
  return ringings.map(({ ringing }) => ringing);
}

function linkAcceptedCall(
  accepted: SimulatedCall,
  placed: SimulatedCall,
  caller: LinkedPhone,
  callee: LinkedPhone,
): void {
  accepted.on('stateChanged', () => {
    if (accepted.state === 'Disconnected') caller.deliver(() => placed.end({ code: 0, subCode: 0 }));
    else reportHold(accepted, caller, () => placed);
  });
  caller.deliver(() => {
    if (placed.isOver) return;
    placed.changeState('Connected');
    callee.deliver(() => accepted.changeState('Connected'));
  });
}

/** Tells the other user's app whether a user holds a call. */
function reportHold(call: SimulatedCall, other: LinkedPhone, findOtherEnd: () => SimulatedCall | undefined) {
  const isHeld = call.state === 'LocalHold';
  other.deliver(() => findOtherEnd()?.setHeldRemotely(isHeld));
}
