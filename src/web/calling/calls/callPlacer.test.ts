import type { TeamsCallAgent } from '@azure/communication-calling';
import { expect, test, vi } from 'vitest';
import { createStore } from '../../base/store.ts';
import type { Devices } from '../devices/devices.ts';
import { createCallPlacer } from './callPlacer.ts';
import type { Target } from '../call/target.ts';

const bob: Target = { kind: 'people', rawIds: ['8:orgid:b'] };
const meeting: Target = { kind: 'meeting', link: 'https://teams.microsoft.com/l/meetup-join/x' };

/**
 * Creates a call placer in a browser that asks the user for devices. `log` lists, in order, what happened to the other
 * calls, the new call, the camera and the problems.
 */
function setUp({ microphones = 1, hasDeviceError = false, isCallRefused = false } = {}) {
  let answerBrowser: (access: { audio: boolean; video: boolean }) => void = () => {};
  const devices = {
    async askPermission() {
      if (hasDeviceError) throw new Error('The device manager is gone.');
      return new Promise((resolve) => (answerBrowser = resolve));
    },
    hasMicrophone: async () => microphones > 0,
    openCamera: async () => ({ ok: true, value: { dispose: () => log.push('camera disposed of') } }),
  } as unknown as Devices;
  const log: string[] = [];
  const throwOnStart = () => {
    throw new Error('The agent starts no call.');
  };
  /** Simulates `startCall` or `join` of the SDK. @param logEntry what to log */
  const startCall =
    (logEntry: string) =>
    (_callee: unknown, { audioOptions }: { audioOptions: { muted: boolean } }) => {
      log.push(audioOptions.muted ? `${logEntry} muted` : logEntry);
      return {};
    };
  const { placeCall } = createCallPlacer({
    agent: createStore({
      startCall: isCallRefused ? throwOnStart : startCall('called'),
      join: startCall('joined'),
    } as unknown as TeamsCallAgent),
    devices,
    isUnknown: async () => false,
    createThread: vi.fn(),
    silenceAllAndStart(start) {
      log.push('others silenced');
      return start();
    },
    onPending: () => {},
    onProblem: ({ code, remedy }) => log.push(`${code}: ${remedy}`),
  });
  /**
   * Places a call, and waits until the browser asks for the microphone.
   * @returns a function that answers the browser: `true` allows the microphone. It resolves with the log
   */
  const placeUntilAsked = async (target: Target) => {
    const done = placeCall(target, { video: false });
    // Milliseconds. Everything that does not wait for the user's answer has happened by then.
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(log).toEqual([]);
    return async (audio: boolean) => {
      answerBrowser({ audio, video: false });
      await done;
      return log;
    };
  };
  const allowDevices = () => answerBrowser({ audio: true, video: true });
  return { placeUntilAsked, placeCall, log, allowDevices };
}

test('waits until the user allows the microphone, then silences the other calls and places the new one', async () => {
  const { placeUntilAsked } = setUp();
  const answer = await placeUntilAsked(bob);
  expect(await answer(true)).toEqual(['others silenced', 'called']);
});

test('places no call if the user refuses the microphone, and says how to allow it', async () => {
  const { placeUntilAsked } = setUp();
  const answer = await placeUntilAsked(bob);
  expect(await answer(false)).toEqual(['microphone-needed: deviceHelp']);
});

test('joins a meeting muted if the user refuses the microphone', async () => {
  const { placeUntilAsked } = setUp();
  const answer = await placeUntilAsked(meeting);
  expect(await answer(false)).toEqual(['microphone-refused: deviceHelp', 'others silenced', 'joined muted']);
});

test('places a muted call on a machine without a microphone, and says that it is missing', async () => {
  const { placeUntilAsked } = setUp({ microphones: 0 });
  const answer = await placeUntilAsked(bob);
  expect(await answer(false)).toEqual(['microphone-missing: deviceHelp', 'others silenced', 'called muted']);
});

test('C13: places a 1:1 call if the target contains the same person twice', async () => {
  const { placeUntilAsked } = setUp();
  const answer = await placeUntilAsked({ kind: 'people', rawIds: ['8:orgid:b', '8:ORGID:B'] });
  expect(await answer(true)).toEqual(['others silenced', 'called']);
});

test('C11: reports an error that occurs while a call is being placed, and does not reject', async () => {
  const { placeCall, log } = setUp({ hasDeviceError: true });
  await placeCall(bob, { video: false });
  expect(log).toEqual(['unexpected: retry']);
});

test('C11: disposes of the camera if the call for which it was opened cannot be started', async () => {
  const { placeCall, log, allowDevices } = setUp({ isCallRefused: true });
  const done = placeCall(bob, { video: true });
  await new Promise((resolve) => setTimeout(resolve, 10));
  allowDevices();
  await done;
  expect(log).toEqual(['others silenced', 'camera disposed of', 'unexpected: retry']);
});
