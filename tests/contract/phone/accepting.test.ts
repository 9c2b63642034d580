import { createIdentifierFromRawId } from '@azure/communication-common';
import type { TeamsCall } from '@azure/communication-calling';
import { afterEach, expect, test, vi } from 'vitest';
import { stubBrowser } from '../../../src/web/fixtures/sessionInNode.ts';
import { bob } from '../../../src/web/fixtures/testUsers.ts';
import { createPromptingPhone, waitForImmediate } from './createTestPhone.ts';

/** The user accepts and declines calls in a browser that asks for microphone and camera. */

stubBrowser();
afterEach(() => vi.useRealTimers());

/** Lets a call ring that the user accepts, so that the browser asks for devices. */
function acceptCall({ video = false } = {}) {
  const promptingPhone = createPromptingPhone();
  const { phone, service, unanswered, readProblemCodes } = promptingPhone;
  const ring = service.ringIncomingCall({ identifier: createIdentifierFromRawId(bob.rawId) });
  const accepting = phone.acceptCall(ring.id, { video });
  /** The outcomes of unanswered calls, and the codes of the problems. */
  const readRecords = () => [unanswered.map(({ outcome }) => outcome), readProblemCodes()];
  return { ...promptingPhone, ring, accepting, readRecords };
}

test('a call goes on ringing while the browser asks for devices, and is accepted once, after the present call is held', async () => {
  const { phone, service, ring, accepting, answerPrompt, askPermission } = acceptCall();
  const presentCall = service.addCall('Incoming');
  presentCall.changeState('Connected');
  await phone.acceptCall(ring.id, { video: true });
  expect(phone.state.get().incoming).toMatchObject([{ key: ring.id, isAnswering: true }]);
  expect(presentCall.state).toBe('Connected');
  await answerPrompt(true);
  await accepting;
  expect([phone.state.get().incoming, presentCall.state, ring.acceptCount]).toEqual([[], 'LocalHold', 1]);
  expect(askPermission).toHaveBeenCalledOnce();
});

test('a call is accepted muted if the user refuses the microphone, which is reported', async () => {
  const { service, accepting, answerPrompt, readProblemCodes } = acceptCall();
  await answerPrompt(false);
  await accepting;
  expect([service.calls[0]?.isMuted, readProblemCodes()]).toEqual([true, ['microphone-refused']]);
});

test('a call is missed, and not accepted, if the caller hangs up while the browser asks for devices', async () => {
  const { phone, ring, accepting, answerPrompt, readRecords } = acceptCall();
  ring.endRinging({ code: 487, subCode: 0 });
  expect([phone.state.get().incoming, readRecords()]).toEqual([[], [['missed'], ['call-missed']]]);
  await answerPrompt(true);
  await accepting;
  expect([ring.acceptCount, readRecords()]).toEqual([0, [['missed'], ['call-missed']]]);
});

test('a call that the user declines while the browser asks for devices is not accepted', async () => {
  const { phone, ring, accepting, answerPrompt, readRecords } = acceptCall();
  await phone.declineCall(ring.id);
  await answerPrompt(true);
  await accepting;
  expect([ring.acceptCount, ring.isRinging, readRecords()]).toEqual([0, false, [['declined'], []]]);
});

test('C10: the camera is closed if the SDK cannot accept the call', async () => {
  const { service, accepting, answerPrompt, disposeCamera } = acceptCall({ video: true });
  service.refuseNext('accept');
  await answerPrompt(true);
  await accepting;
  expect(disposeCamera).toHaveBeenCalledOnce();
});

/** Accepts a call, and leaves the SDK's `accept` unanswered until the test calls `answerAccept`. */
async function acceptUnanswered() {
  let answerAccept: (call: TeamsCall) => void = () => {};
  const setting = acceptCall();
  setting.ring.accept = () => new Promise((resolve) => (answerAccept = resolve));
  await setting.answerPrompt(true);
  return { ...setting, answerAccept: (call: TeamsCall) => answerAccept(call) };
}

test('B3: declining ends the wait for an accept that the SDK does not answer, and only the call that comes late is hung up', async () => {
  const { phone, service, ring, accepting, answerAccept, readRecords } = await acceptUnanswered();
  const reject = vi.spyOn(ring, 'reject');
  const placedCall = service.addCall('Outgoing');
  await phone.declineCall(ring.id);
  await accepting;
  expect(reject).toHaveBeenCalled();
  const lateCall = service.addCall('Incoming', ring.id);
  answerAccept(lateCall.asTeamsCall());
  await waitForImmediate();
  expect([lateCall.state, service.calls]).toEqual(['Disconnected', [placedCall]]);
  expect([phone.state.get().calls.length, readRecords()]).toEqual([1, [['declined'], []]]);
});

test('B3: the wait for an unanswered accept ends some seconds after the caller has gone, and the call is missed', async () => {
  const { phone, ring, accepting, readRecords } = await acceptUnanswered();
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  ring.endRinging({ code: 487, subCode: 0 });
  await vi.advanceTimersByTimeAsync(3_000);
  vi.useRealTimers();
  await accepting;
  expect([phone.state.get().incoming, readRecords()]).toEqual([[], [['missed'], ['call-missed']]]);
});

test('B10: a call that the SDK has already listed when the user declines is hung up, and recorded as declined', async () => {
  const { phone, service, ring, accepting, endedCalls } = await acceptUnanswered();
  const listedCall = service.addCall('Incoming', 'listed');
  await phone.declineCall(ring.id);
  await accepting;
  await waitForImmediate();
  expect(listedCall.state).toBe('Disconnected');
  expect(endedCalls).toMatchObject([{ id: 'listed', unansweredAs: 'declined' }]);
});
