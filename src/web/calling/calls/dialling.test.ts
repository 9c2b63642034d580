import type { TeamsCallAgent } from '@azure/communication-calling';
import { expect, test, vi } from 'vitest';
import { createStore } from '../../base/store.ts';
import type { Devices } from '../devices/devices.ts';
import { createDialling } from './dialling.ts';
import type { Target } from '../call/target.ts';

const bob: Target = { kind: 'people', rawIds: ['8:orgid:b'] };
const meeting: Target = { kind: 'meeting', link: 'https://teams.microsoft.com/l/meetup-join/x' };

/** A browser that asks, and a machine with so many microphones. */
function setUp({ microphones = 1, isRefused = false, isCallRefused = false } = {}) {
  let answer: (access: { audio: boolean; video: boolean }) => void = () => {};
  const devices = {
    async ask() {
      if (isRefused) throw new Error('The device manager is gone.');
      return new Promise((resolve) => (answer = resolve));
    },
    hasMicrophone: async () => microphones > 0,
    cameraStream: async () => ({ ok: true, value: { dispose: () => happened.push('camera given back') } }),
  } as unknown as Devices;
  const happened: string[] = [];
  const refuse = () => {
    throw new Error('The agent starts no call.');
  };
  const call =
    (how: string) =>
    (_whom: unknown, { audioOptions }: { audioOptions: { muted: boolean } }) => {
      happened.push(audioOptions.muted ? `${how} muted` : how);
      return {};
    };
  const { dial } = createDialling({
    agent: createStore({
      startCall: isCallRefused ? refuse : call('called'),
      join: call('joined'),
    } as unknown as TeamsCallAgent),
    devices,
    isUnknown: async () => false,
    createThread: vi.fn(),
    begin(start) {
      happened.push('others held');
      return start();
    },
    onPending: () => {},
    onProblem: ({ code, remedy }) => happened.push(`${code}: ${remedy}`),
  });
  const asked = async (target: Target) => {
    const done = dial(target, { video: false });
    // Long enough for everything that does not wait for the answer.
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(happened).toEqual([]);
    return async (audio: boolean) => {
      answer({ audio, video: false });
      await done;
      return happened;
    };
  };
  const allow = () => answer({ audio: true, video: true });
  return { asked, dial, happened, allow };
}

test('while the browser asks for the microphone nothing is done; once allowed, the call is placed', async () => {
  const { asked } = setUp();
  const answer = await asked(bob);
  expect(await answer(true)).toEqual(['others held', 'called']);
});

test('a microphone that is refused: nobody is called, and how to allow it is the remedy', async () => {
  const { asked } = setUp();
  const answer = await asked(bob);
  expect(await answer(false)).toEqual(['microphone-needed: deviceHelp']);
});

test('a meeting is joined to listen, whoever refuses the microphone', async () => {
  const { asked } = setUp();
  const answer = await asked(meeting);
  expect(await answer(false)).toEqual(['microphone-refused: deviceHelp', 'others held', 'joined muted']);
});

test('a machine without a microphone calls all the same, and that is said', async () => {
  const { asked } = setUp({ microphones: 0 });
  const answer = await asked(bob);
  expect(await answer(false)).toEqual(['microphone-missing: deviceHelp', 'others held', 'called muted']);
});

test('C13: somebody who is named twice is called once, in a call of two', async () => {
  const { asked } = setUp();
  const answer = await asked({ kind: 'people', rawIds: ['8:orgid:b', '8:ORGID:B'] });
  expect(await answer(true)).toEqual(['others held', 'called']);
});

test('C11: whatever is thrown on the way to a call is told, and no command rejects', async () => {
  const { dial, happened } = setUp({ isRefused: true });
  await dial(bob, { video: false });
  expect(happened).toEqual(['unexpected: retry']);
});

test('C11: a camera that was opened for a call that cannot be started is given back', async () => {
  const { dial, happened, allow } = setUp({ isCallRefused: true });
  const done = dial(bob, { video: true });
  await new Promise((resolve) => setTimeout(resolve, 10));
  allow();
  await done;
  expect(happened).toEqual(['others held', 'camera given back', 'unexpected: retry']);
});
