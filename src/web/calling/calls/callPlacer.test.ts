import type { TeamsCallAgent } from '@azure/communication-calling';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createStore } from '../../base/store.ts';
import type { Devices } from '../devices/devices.ts';
import { createCallPlacer } from './callPlacer.ts';
import type { Problem } from '../../errors/problem.ts';
import type { Target } from '../call/target.ts';

const bob: Target = { kind: 'people', rawIds: ['8:orgid:b'] };
const meeting: Target = { kind: 'meeting', link: 'https://teams.microsoft.com/l/meetup-join/x' };

/** Waits 10 ms. After that, everything that does not depend on the user's answer to the browser has happened. */
const waitForPrompt = () => new Promise((resolve) => setTimeout(resolve, 10));

/**
 * Creates a call placer in a browser that asks the user for devices. `log` lists, in order, what happened to the other
 * calls, the new call, the camera and the problems.
 */
function setUp({
  microphoneFault = 'refused',
  hasDeviceError = false,
  isHoldSlow = false,
  isCallRefused = false,
} = {}) {
  let isUnknown = false;
  let answerBrowser: (access: { audio: boolean; video: boolean }) => void = () => {};
  const devices = {
    async askPermission() {
      if (hasDeviceError) throw new Error('The device manager is gone.');
      return new Promise((resolve) => (answerBrowser = resolve));
    },
    findFault: async () => microphoneFault,
    openCamera: async () => ({ ok: true, value: { dispose: () => log.push('camera disposed of') } }),
  } as unknown as Devices;
  const log: string[] = [];
  /** The call that the agent starts. */
  const startedCall = { state: 'Connected' };
  const throwOnStart = () => {
    throw new Error('The agent starts no call.');
  };
  /** Creates a simulated `startCall` or `join` of the SDK. @param logEntry what it adds to the log */
  const createStart =
    (logEntry: string) =>
    (_callee: unknown, { audioOptions }: { audioOptions: { muted: boolean } }) => {
      log.push(audioOptions.muted ? `${logEntry} muted` : logEntry);
      return startedCall;
    };
  const problems: Problem[] = [];
  const { placeCall, cancel } = createCallPlacer({
    agent: createStore({
      startCall: isCallRefused ? throwOnStart : createStart('called'),
      join: createStart('joined'),
    } as unknown as TeamsCallAgent),
    devices,
    isUnknownPerson: () => isUnknown,
    createThread: vi.fn(),
    async silenceAllAndStart(start) {
      log.push('others silenced');
      if (isHoldSlow) await new Promise((resolve) => setTimeout(resolve, 40));
      return start();
    },
    onPlacingChange: () => {},
    onProblem(problem) {
      problems.push(problem);
      log.push(`${problem.code}: ${problem.remedy}`);
    },
  });
  /**
   * Places a call, and waits until the browser asks the user for the microphone.
   * @returns a function that answers the browser, waits until the call is placed, and resolves with the log. `allowed`
   * tells whether the user allows the microphone
   */
  const placeCallAndAwaitPrompt = async (target: Target) => {
    const placing = placeCall(target, { video: false });
    await waitForPrompt();
    expect(log).toEqual([]);
    return async (allowed: boolean) => {
      answerBrowser({ audio: allowed, video: false });
      await placing;
      return log;
    };
  };
  const allowDevices = () => answerBrowser({ audio: true, video: true });
  /** The directory answers that it does not know the callee. */
  const refuseCallee = () => (isUnknown = true);
  return {
    placeCallAndAwaitPrompt,
    placeCall,
    cancel,
    log,
    problems,
    allowDevices,
    refuseCallee,
    startedCall,
  };
}

test('waits until the user allows the microphone, then silences the other calls and places the new one', async () => {
  const { placeCallAndAwaitPrompt } = setUp();
  const answerPrompt = await placeCallAndAwaitPrompt(bob);
  expect(await answerPrompt(true)).toEqual(['others silenced', 'called']);
});

test('places no call and asks for no microphone if the directory has said that it does not know the callee', async () => {
  const { placeCall, refuseCallee, log } = setUp();
  refuseCallee();
  await placeCall(bob, { video: false });
  expect(log).toEqual(['no-such-person: none']);
});

test('does not wait for the directory, but places no call if it answers while the devices are opened', async () => {
  const { placeCall, allowDevices, refuseCallee, log } = setUp();
  const placing = placeCall(bob, { video: true });
  await waitForPrompt();
  refuseCallee();
  allowDevices();
  await placing;
  expect(log).toEqual(['camera disposed of', 'no-such-person: none']);
});

test.each([
  ['refused', bob, ['microphone-needed: deviceHelp']],
  ['refused', meeting, ['microphone-refused: deviceHelp', 'others silenced', 'joined muted']],
  ['missing', bob, ['microphone-missing: deviceHelp', 'others silenced', 'called muted']],
  ['busy', bob, ['microphone-needed-busy: deviceHelp']],
  ['busy', meeting, ['microphone-busy: deviceHelp', 'others silenced', 'joined muted']],
] as const)(
  'X6: with a microphone that is %s, a request for the target %j leads to %j',
  async (microphoneFault, target, expected) => {
    const { placeCallAndAwaitPrompt } = setUp({ microphoneFault });
    const answerPrompt = await placeCallAndAwaitPrompt(target);
    expect(await answerPrompt(false)).toEqual(expected);
  },
);

test('B11: says that a call was not placed because another call was being placed, and can place it afterwards', async () => {
  const { placeCall, placeCallAndAwaitPrompt, problems, allowDevices, log } = setUp();
  const answerPrompt = await placeCallAndAwaitPrompt(bob);
  await placeCall(meeting, { video: false });
  // A second press of the same button is no other call.
  await placeCall(bob, { video: false });
  expect(problems).toMatchObject([{ code: 'another-call-starting', remedy: 'callAgain' }]);
  await answerPrompt(true);
  problems[0]?.retry?.();
  await waitForPrompt();
  allowDevices();
  await waitForPrompt();
  expect(log).toEqual([
    'another-call-starting: callAgain',
    'others silenced',
    'called',
    'others silenced',
    'joined',
  ]);
});

test('X13: a call that the user gives up is not placed when the other calls have been put on hold', async () => {
  const { placeCall, cancel, log, allowDevices } = setUp({ isHoldSlow: true });
  const placing = placeCall(bob, { video: true });
  await waitForPrompt();
  allowDevices();
  await waitForPrompt();
  cancel();
  await placing;
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(log).toEqual(['others silenced', 'camera disposed of']);
});

test('C13: places a 1:1 call if the target contains the same person twice', async () => {
  const { placeCallAndAwaitPrompt } = setUp();
  const answerPrompt = await placeCallAndAwaitPrompt({ kind: 'people', rawIds: ['8:orgid:b', '8:ORGID:B'] });
  expect(await answerPrompt(true)).toEqual(['others silenced', 'called']);
});

test('C11: reports an error that occurs while a call is being placed, and does not reject', async () => {
  const { placeCall, log } = setUp({ hasDeviceError: true });
  await placeCall(bob, { video: false });
  expect(log).toEqual(['unexpected: retry']);
});

test('C11: disposes of the camera if the call for which it was opened cannot be started', async () => {
  const { placeCall, log, allowDevices } = setUp({ isCallRefused: true });
  const placing = placeCall(bob, { video: true });
  await waitForPrompt();
  allowDevices();
  await placing;
  expect(log).toEqual(['others silenced', 'camera disposed of', 'unexpected: retry']);
});

/** Places a call twice to the same person. @returns how many calls the agent has started */
async function placeTwice(pauseMs: number, ended?: { code: number }): Promise<number> {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const { placeCall, allowDevices, log, startedCall } = setUp();
  const call = async () => {
    const placing = placeCall(bob, { video: false });
    await vi.advanceTimersByTimeAsync(10);
    allowDevices();
    await placing;
  };
  await call();
  if (ended) Object.assign(startedCall, { state: 'Disconnected', callEndReason: ended });
  await vi.advanceTimersByTimeAsync(pauseMs);
  await call();
  return log.filter((entry) => entry === 'called').length;
}

test.each([
  ['just after the call has begun means that call', 567, undefined, 1],
  ['later calls again', 767, undefined, 2],
  ['of a double press means a call that a busy callee has ended at once', 300, { code: 486 }, 1],
  ['after such a call calls again', 567, { code: 486 }, 2],
  ['calls again at once after the user has hung up', 300, { code: 0 }, 2],
])('a second press %s', async (_meaning, pauseMs, ended, callCount) => {
  expect(await placeTwice(pauseMs, ended)).toBe(callCount);
});
