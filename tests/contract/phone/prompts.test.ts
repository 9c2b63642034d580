import type { TeamsCall } from '@azure/communication-calling';
import { expect, test, vi } from 'vitest';
import type { Target } from '../../../src/web/calling/call/target.ts';
import { stubBrowser } from '../../../src/web/fixtures/sessionInNode.ts';
import { callerGaveUp, createPromptingPhone, waitForImmediate } from './createTestPhone.ts';

/** The user places, accepts and declines calls in a browser that asks for microphone and camera. */

stubBrowser();

const bob: Target = { kind: 'people', rawIds: ['8:orgid:b'] };
const meeting: Target = { kind: 'meeting', link: 'https://teams.microsoft.com/l/meetup-join/x' };

function createPhoneInCall() {
  const promptingPhone = createPromptingPhone();
  const presentCall = promptingPhone.service.addCall('Incoming');
  presentCall.changeState('Connected');
  return { ...promptingPhone, presentCall };
}

test('C13: the present call goes on until the user allows the microphone, and nobody is called twice', async () => {
  const { phone, service, presentCall, answerPrompt } = createPhoneInCall();
  const placing = phone.placeCall({ kind: 'people', rawIds: ['8:orgid:b', '8:ORGID:B'] }, { video: false });
  await waitForImmediate();
  expect([presentCall.state, service.startedTargets]).toEqual(['Connected', []]);
  await answerPrompt(true);
  await placing;
  expect([presentCall.state, service.startedTargets]).toEqual(['LocalHold', ['8:orgid:b']]);
});

test('the phone does not call a person whom the directory does not know, even if it learns that while devices are opened', async () => {
  let isUnknown = false;
  const parts = { isUnknownPerson: () => isUnknown };
  const { phone, service, answerPrompt, ...promptingPhone } = createPromptingPhone('refused', parts);
  const placing = phone.placeCall(bob, { video: true });
  await waitForImmediate();
  isUnknown = true;
  await answerPrompt(true);
  await placing;
  await phone.placeCall(bob, { video: false });
  expect([promptingPhone.readProblemCodes(), service.startedTargets]).toEqual([['no-such-person'], []]);
  expect(promptingPhone.disposeCamera).toHaveBeenCalledOnce();
  expect(promptingPhone.askPermission).toHaveBeenCalledOnce();
});

test.each([
  ['refused', bob, 'microphone-needed', []],
  ['refused', meeting, 'microphone-refused', ['muted']],
  ['missing', bob, 'microphone-missing', ['muted']],
  ['busy', bob, 'microphone-needed-busy', []],
  ['busy', meeting, 'microphone-busy', ['muted']],
] as const)(
  'X6: with a microphone that is %s, a request for the target %j leads to %s and to the calls %j',
  async (microphoneFault, target, code, calls) => {
    const { phone, service, placeWithPrompt } = createPromptingPhone(microphoneFault);
    await placeWithPrompt(target, { isAllowed: false });
    expect(phone.state.get().problems).toMatchObject([{ code, remedy: 'deviceHelp' }]);
    expect(service.calls.map(({ isMuted }) => (isMuted ? 'muted' : 'heard'))).toEqual(calls);
  },
);

test('B11: the user reads that a call was not placed because another one was being placed, and can place it afterwards', async () => {
  const { phone, service, answerPrompt } = createPromptingPhone();
  const placing = phone.placeCall(bob, { video: false });
  await phone.placeCall(meeting, { video: false });
  // A second press of the same button is no other call.
  await phone.placeCall(bob, { video: false });
  const [problem, ...others] = phone.state.get().problems;
  expect([problem, others]).toMatchObject([{ code: 'another-call-starting', remedy: 'callAgain' }, []]);
  await answerPrompt(true);
  await placing;
  problem?.retry?.();
  await answerPrompt(true);
  expect(service.startedTargets).toEqual(['8:orgid:b', meeting.link]);
});

test('X13: a call that the user gives up is not placed when the present call has been put on hold', async () => {
  const { phone, service, presentCall, answerPrompt, disposeCamera } = createPhoneInCall();
  const placing = phone.placeCall(bob, { video: true });
  service.block();
  await answerPrompt(true);
  phone.cancelPlacing();
  await placing;
  service.release();
  await vi.waitFor(() => expect(disposeCamera).toHaveBeenCalledOnce());
  expect([presentCall.state, service.startedTargets]).toEqual(['Connected', []]);
});

test('C11: the phone reports an error that occurs while it places a call, and closes the camera', async () => {
  const { phone, service, placeWithPrompt, askPermission, disposeCamera } = createPromptingPhone();
  const problem = { code: 'unexpected', remedy: 'retry' };
  askPermission.mockRejectedValueOnce(new Error('The device manager is gone.'));
  await phone.placeCall(bob, { video: false });
  expect(phone.state.get().problems).toMatchObject([problem]);
  vi.spyOn(service.agent, 'startCall').mockImplementation(() => {
    throw new Error('The agent starts no call.');
  });
  await placeWithPrompt(bob, { video: true });
  expect(phone.state.get().problems).toMatchObject([problem]);
  expect(disposeCamera).toHaveBeenCalledOnce();
});

test.each([
  ['just after the call has begun means that call', 567, undefined, 1],
  ['later calls again', 767, undefined, 2],
  ['of a double press means a call that a busy callee has ended at once', 300, 486, 1],
  ['after such a call calls again', 567, 486, 2],
  ['calls again at once after the user has hung up', 300, 0, 2],
])('a second press %s', async (_meaning, pauseMs, endCode, callCount) => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  const { service, placeWithPrompt } = createPromptingPhone();
  await placeWithPrompt(bob);
  if (endCode !== undefined) service.calls[0]?.end({ code: endCode, subCode: 0 });
  await vi.advanceTimersByTimeAsync(pauseMs);
  await placeWithPrompt(bob);
  expect(service.startedTargets).toHaveLength(callCount);
});

/** Lets a call ring that the user accepts, so that the browser asks for devices. */
function acceptCall({ video = false } = {}) {
  const promptingPhone = createPromptingPhone();
  const { phone, unanswered, readProblemCodes, ringFrom } = promptingPhone;
  const ring = ringFrom('8:orgid:b');
  const accepting = phone.acceptCall(ring.id, { video });
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

test('a user who refuses the microphone accepts a call muted, and reads why', async () => {
  const { service, accepting, answerPrompt, readProblemCodes } = acceptCall();
  await answerPrompt(false);
  await accepting;
  expect([service.calls[0]?.isMuted, readProblemCodes()]).toEqual([true, ['microphone-refused']]);
});

test.each([
  ['the caller hangs up', [['missed'], ['call-missed']]],
  ['the user declines', [['declined'], []]],
])('a call is not accepted if %s while the browser asks for devices', async (event, records) => {
  const { phone, ring, accepting, answerPrompt, readRecords } = acceptCall();
  if (event === 'the user declines') await phone.declineCall(ring.id);
  else ring.endRinging(callerGaveUp);
  expect([phone.state.get().incoming, readRecords()]).toEqual([[], records]);
  await answerPrompt(true);
  await accepting;
  expect([ring.acceptCount, ring.isRinging, readRecords()]).toEqual([0, false, records]);
});

test('C10: the phone closes the camera if the SDK cannot accept the call', async () => {
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

test('B3: a user who declines waits no longer for an accept that the SDK does not answer, and only the call that comes late is hung up', async () => {
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
  ring.endRinging(callerGaveUp);
  await vi.advanceTimersByTimeAsync(3_000);
  await accepting;
  expect([phone.state.get().incoming, readRecords()]).toEqual([[], [['missed'], ['call-missed']]]);
});

test('B10: the phone hangs up a call that the SDK has already listed when the user declines, and records it as declined', async () => {
  const { phone, service, ring, accepting, endedCalls } = await acceptUnanswered();
  const listedCall = service.addCall('Incoming', 'listed');
  await phone.declineCall(ring.id);
  await accepting;
  await waitForImmediate();
  expect(listedCall.state).toBe('Disconnected');
  expect(endedCalls).toMatchObject([{ id: 'listed', unansweredAs: 'declined' }]);
});

const emergency: Target = { kind: 'people', rawIds: ['4:112'] };

test('H4: an emergency call does not wait for the question about the microphone, and the user is heard once it is allowed', async () => {
  const { phone, service, answerPrompt } = createPromptingPhone();
  await phone.placeCall(emergency, { video: false });
  expect(service.startedTargets).toEqual(['4:112']);
  const [call] = service.calls;
  expect(call?.isMuted).toBe(true);
  call?.changeState('Connected');
  await answerPrompt(true);
  expect(call?.isMuted).toBe(false);
});

test('H4: an emergency call takes the place of a call that is being placed', async () => {
  const { phone, service, answerPrompt, readProblemCodes } = createPromptingPhone();
  const placing = phone.placeCall(bob, { video: false });
  await waitForImmediate();
  await phone.placeCall(emergency, { video: false });
  await placing;
  await answerPrompt(true);
  expect(service.startedTargets).toEqual(['4:112']);
  expect(readProblemCodes()).toEqual([]);
  expect(phone.state.get().isPlacing).toBe(false);
});
