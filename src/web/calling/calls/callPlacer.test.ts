import type { TeamsCallAgent } from '@azure/communication-calling';
import { expect, test, vi } from 'vitest';
import { createStore } from '../../base/store.ts';
import type { Devices } from '../devices/devices.ts';
import { createCallPlacer } from './callPlacer.ts';
import type { Target } from '../call/target.ts';

const bob: Target = { kind: 'people', rawIds: ['8:orgid:b'] };
const meeting: Target = { kind: 'meeting', link: 'https://teams.microsoft.com/l/meetup-join/x' };

/** A call placer in a browser that asks the user for devices. */
function setUp({ microphones = 1, hasDeviceError = false, isCallRefused = false } = {}) {
  let answer: (access: { audio: boolean; video: boolean }) => void = () => {};
  const devices = {
    async ask() {
      if (hasDeviceError) throw new Error('The device manager is gone.');
      return new Promise((resolve) => (answer = resolve));
    },
    hasMicrophone: async () => microphones > 0,
    cameraStream: async () => ({ ok: true, value: { dispose: () => happened.push('camera disposed of') } }),
  } as unknown as Devices;
  const happened: string[] = [];
  const refuse = () => {
    throw new Error('The agent starts no call.');
  };
  const call =
    (how: string) =>
    (_callee: unknown, { audioOptions }: { audioOptions: { muted: boolean } }) => {
      happened.push(audioOptions.muted ? `${how} muted` : how);
      return {};
    };
  const { place } = createCallPlacer({
    agent: createStore({
      startCall: isCallRefused ? refuse : call('called'),
      join: call('joined'),
    } as unknown as TeamsCallAgent),
    devices,
    isUnknown: async () => false,
    createThread: vi.fn(),
    begin(start) {
      happened.push('others silenced');
      return start();
    },
    onPending: () => {},
    onProblem: ({ code, remedy }) => happened.push(`${code}: ${remedy}`),
  });
  /** Places a call until the browser asks. @returns a function that answers the browser's question */
  const placeUntilAsked = async (target: Target) => {
    const done = place(target, { video: false });
    // Long enough for everything that does not wait for the user's answer.
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(happened).toEqual([]);
    return async (audio: boolean) => {
      answer({ audio, video: false });
      await done;
      return happened;
    };
  };
  const allow = () => answer({ audio: true, video: true });
  return { placeUntilAsked, place, happened, allow };
}

test('silences no call before the user has allowed the microphone, then places the call', async () => {
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

test('C13: a callee who is named twice is called once, in a 1:1 call', async () => {
  const { placeUntilAsked } = setUp();
  const answer = await placeUntilAsked({ kind: 'people', rawIds: ['8:orgid:b', '8:ORGID:B'] });
  expect(await answer(true)).toEqual(['others silenced', 'called']);
});

test('C11: an error while a call is being placed is reported, and the command does not reject', async () => {
  const { place, happened } = setUp({ hasDeviceError: true });
  await place(bob, { video: false });
  expect(happened).toEqual(['unexpected: retry']);
});

test('C11: a camera that was opened for a call that cannot be started is disposed of', async () => {
  const { place, happened, allow } = setUp({ isCallRefused: true });
  const done = place(bob, { video: true });
  await new Promise((resolve) => setTimeout(resolve, 10));
  allow();
  await done;
  expect(happened).toEqual(['others silenced', 'camera disposed of', 'unexpected: retry']);
});
