import { createIdentifierFromRawId } from '@azure/communication-common';
import type { Phone } from '../../../src/web/calling/phone.ts';
import type { SimulatedCall } from '../../../src/web/fixtures/simulatedCall.ts';
import type { SimulatedIncomingCall } from '../../../src/web/fixtures/simulatedIncomingCall.ts';
import { createSimulatedPhone } from '../../../src/web/fixtures/simulatedPhone.ts';
import { SimulatedService } from '../../../src/web/fixtures/simulatedService.ts';

/** The app of one user, with its service. */
export interface LinkedPhone {
  readonly rawId: string;
  readonly phone: Phone;
  readonly service: SimulatedService;
  /** Delivers a message to this user, after all earlier messages to this user. */
  readonly deliver: (message: () => void) => void;
}

/** @param delay runs before each answer of the service and before each message */
export function createLinkedPhone(rawId: string, delay: () => Promise<void>): LinkedPhone {
  const service = new SimulatedService(delay);
  const { phone } = createSimulatedPhone(service, [], { ownId: rawId });
  let lastDelivery = Promise.resolve();
  const deliver = (message: () => void) => {
    lastDelivery = lastDelivery.then(delay).then(message);
  };
  return { rawId, phone, service, deliver };
}

/**
 * Lets one user call the other one, and links the two ends of the call: what one user does reaches the other user's app.
 * @returns the incoming call of the callee
 */
export async function placeLinkedCall(
  caller: LinkedPhone,
  callee: LinkedPhone,
): Promise<SimulatedIncomingCall> {
  await caller.phone.placeCall({ kind: 'people', rawIds: [callee.rawId] }, { video: false });
  const placed = caller.service.calls.at(-1);
  if (!placed) throw new Error('No call was placed.');
  const ringing = callee.service.ringIncomingCall({ identifier: createIdentifierFromRawId(caller.rawId) });
  placed.changeState('Ringing');
  let accepted: SimulatedCall | undefined;

  placed.on('stateChanged', () => {
    if (placed.state === 'Disconnected') {
      callee.deliver(() => {
        accepted?.end({ code: 0, subCode: 0 });
        ringing.endRinging({ code: 487, subCode: 0 });
      });
    } else reportHold(placed, callee, () => accepted);
  });
  callee.service.agent.on('callsUpdated', () => {
    const newCall = callee.service.calls.find(({ id }) => id === ringing.id);
    if (accepted || !newCall) return;
    accepted = newCall;
    linkAcceptedCall(newCall, placed, caller, callee);
  });
  ringing.on('callEnded', () => {
    if (!accepted) caller.deliver(() => placed.end({ code: 603, subCode: 0 }));
  });
  return ringing;
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
