import type { TeamsCallAgent, TeamsIncomingCall } from '@azure/communication-calling';
import { expect, test } from 'vitest';
import { createStore } from '../../base/store.ts';
import type { Devices } from '../devices/devices.ts';
import { createIncoming } from './incoming.ts';

/** An incoming call that rings in a browser which asks the user for devices. */
function setUp({ isRefused = false } = {}) {
  let answer: (access: { audio: boolean; video: boolean }) => void = () => {};
  let askCount = 0;
  const devices = {
    ask() {
      askCount += 1;
      return new Promise((resolve) => (answer = resolve));
    },
    hasMicrophone: async () => true,
    cameraStream: async () => ({ ok: true, value: { dispose: () => happened.push('camera disposed of') } }),
  } as unknown as Devices;
  const happened: string[] = [];
  let endCall = () => {};
  const call = {
    id: 'call',
    callerInfo: {},
    callEndReason: { code: 487, subCode: 0 },
    on(event: string, listener: () => void) {
      if (event === 'callEnded') endCall = listener;
    },
    off: () => {},
    async accept({ audioOptions: { muted } }: { audioOptions: { muted: boolean } }) {
      if (isRefused) throw new Error('The call cannot be accepted.');
      happened.push(muted ? 'accepted muted' : 'accepted');
      return {};
    },
    reject: async () => {},
  } as unknown as TeamsIncomingCall;
  let ring: (event: { incomingCall: TeamsIncomingCall }) => void = () => {};
  const agent = { on: (_event: string, listener: typeof ring) => (ring = listener) };
  let cards: readonly string[] = [];
  let isAnswering = false;
  const incoming = createIncoming(createStore(agent as unknown as TeamsCallAgent), devices, {
    isDoNotDisturb: () => false,
    isLeaderTab: () => true,
    onUnanswered: ({ outcome }) => happened.push(outcome),
    onChange: (list) => {
      cards = list.map(({ key }) => key);
      isAnswering = list.some((one) => one.isAnswering);
    },
    onProblem: ({ code }) => happened.push(code),
    begin(start) {
      happened.push('others silenced');
      return start();
    },
    hangUp: async () => {},
  });
  ring({ incomingCall: call });
  return {
    incoming,
    happened,
    cards: () => cards,
    isAnswering: () => isAnswering,
    askCount: () => askCount,
    answer: (audio: boolean, video = false) => answer({ audio, video }),
    callerHangsUp: () => endCall(),
  };
}

test('rings on while the browser asks, then silences the other calls and accepts once', async () => {
  const { incoming, happened, cards, isAnswering, askCount, answer } = setUp();
  const done = incoming.accept('call', { video: false });
  expect(await incoming.accept('call', { video: true })).toBe(false);
  expect([cards(), askCount(), happened]).toEqual([['call'], 1, []]);
  // The card changes only if the browser does not answer at once.
  expect(isAnswering()).toBe(false);
  await new Promise((resolve) => setTimeout(resolve, 80));
  expect(isAnswering()).toBe(true);
  answer(true);
  expect(await done).toBe(true);
  expect([cards(), happened]).toEqual([[], ['others silenced', 'accepted']]);
});

test('accepts the call muted if the user refuses the microphone, and reports that', async () => {
  const { incoming, happened, answer } = setUp();
  const done = incoming.accept('call', { video: false });
  answer(false);
  await done;
  expect(happened).toEqual(['microphone-refused', 'others silenced', 'accepted muted']);
});

test('records a missed call if the caller hangs up while the browser asks, and accepts nothing', async () => {
  const { incoming, happened, cards, answer, callerHangsUp } = setUp();
  const done = incoming.accept('call', { video: false });
  callerHangsUp();
  expect([cards(), happened]).toEqual([[], ['missed', 'call-missed']]);
  answer(true);
  expect(await done).toBe(false);
  expect(happened).toEqual(['missed', 'call-missed']);
});

test('does not accept a call that the user declines while the browser asks', async () => {
  const { incoming, happened, answer } = setUp();
  const done = incoming.accept('call', { video: false });
  await incoming.decline('call');
  answer(true);
  expect(await done).toBe(false);
  expect(happened).toEqual(['declined']);
});

test('C10: a camera that was opened for a call that cannot be accepted is disposed of, and the card stays', async () => {
  const { incoming, happened, cards, answer } = setUp({ isRefused: true });
  const done = incoming.accept('call', { video: true });
  answer(true, true);
  expect(await done).toBe(false);
  expect([cards(), happened]).toEqual([['call'], ['others silenced', 'unexpected', 'camera disposed of']]);
});
