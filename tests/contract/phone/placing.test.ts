import { afterEach, expect, test, vi } from 'vitest';
import type { Target } from '../../../src/web/calling/call/target.ts';
import { stubBrowser } from '../../../src/web/fixtures/sessionInNode.ts';
import { createPromptingPhone, waitForImmediate } from './createTestPhone.ts';

/** The user places calls in a browser that asks for microphone and camera. */

stubBrowser();
afterEach(() => vi.useRealTimers());

const bob: Target = { kind: 'people', rawIds: ['8:orgid:b'] };
const meeting: Target = { kind: 'meeting', link: 'https://teams.microsoft.com/l/meetup-join/x' };

/** Creates a phone with a connected call. */
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

test('no call is placed if the directory does not know the callee, even if it says so while the devices are opened', async () => {
  let isUnknown = false;
  const { phone, service, answerPrompt, askPermission, disposeCamera, readProblemCodes } =
    createPromptingPhone('refused', { isUnknownPerson: () => isUnknown });
  const placing = phone.placeCall(bob, { video: true });
  await waitForImmediate();
  isUnknown = true;
  await answerPrompt(true);
  await placing;
  await phone.placeCall(bob, { video: false });
  expect([readProblemCodes(), service.startedTargets]).toEqual([['no-such-person'], []]);
  expect(disposeCamera).toHaveBeenCalledOnce();
  expect(askPermission).toHaveBeenCalledOnce();
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
    const { phone, service, answerPrompt } = createPromptingPhone(microphoneFault);
    const placing = phone.placeCall(target, { video: false });
    await answerPrompt(false);
    await placing;
    expect(phone.state.get().problems).toMatchObject([{ code, remedy: 'deviceHelp' }]);
    expect(service.calls.map(({ isMuted }) => (isMuted ? 'muted' : 'heard'))).toEqual(calls);
  },
);

test('B11: the user is told that a call was not placed because another one was being placed, and can place it afterwards', async () => {
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

test('C11: an error that occurs while a call is being placed is reported, and the camera is closed', async () => {
  const { phone, service, answerPrompt, askPermission, disposeCamera } = createPromptingPhone();
  const problem = { code: 'unexpected', remedy: 'retry' };
  askPermission.mockRejectedValueOnce(new Error('The device manager is gone.'));
  await phone.placeCall(bob, { video: false });
  expect(phone.state.get().problems).toMatchObject([problem]);
  vi.spyOn(service.agent, 'startCall').mockImplementation(() => {
    throw new Error('The agent starts no call.');
  });
  const placing = phone.placeCall(bob, { video: true });
  await answerPrompt(true);
  await placing;
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
  const { phone, service, answerPrompt } = createPromptingPhone();
  const call = async () => {
    const placing = phone.placeCall(bob, { video: false });
    await answerPrompt(true);
    await placing;
  };
  await call();
  if (endCode !== undefined) service.calls[0]?.end({ code: endCode, subCode: 0 });
  await vi.advanceTimersByTimeAsync(pauseMs);
  await call();
  expect(service.startedTargets).toHaveLength(callCount);
});
