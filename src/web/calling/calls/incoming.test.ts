import type { TeamsCallAgent, TeamsIncomingCall } from '@azure/communication-calling';
import { expect, test } from 'vitest';
import { createStore } from '../../base/store.ts';
import type { Devices } from '../devices/devices.ts';
import { createIncoming } from './incoming.ts';

/** A call that rings, in a browser that asks for the microphone. */
function ringing({ isRefused = false } = {}) {
  let answer: (access: { audio: boolean; video: boolean }) => void = () => {};
  let asks = 0;
  const devices = {
    ask() {
      asks += 1;
      return new Promise((resolve) => (answer = resolve));
    },
    hasMicrophone: async () => true,
    cameraStream: async () => ({ ok: true, value: { dispose: () => happened.push('camera given back') } }),
  } as unknown as Devices;
  const happened: string[] = [];
  let giveUp = () => {};
  const call = {
    id: 'call',
    callerInfo: {},
    callEndReason: { code: 487, subCode: 0 },
    on(event: string, listener: () => void) {
      if (event === 'callEnded') giveUp = listener;
    },
    off: () => {},
    async accept({ audioOptions: { muted } }: { audioOptions: { muted: boolean } }) {
      if (isRefused) throw new Error('The call cannot be accepted.');
      happened.push(muted ? 'taken muted' : 'taken');
      return {};
    },
    reject: async () => {},
  } as unknown as TeamsIncomingCall;
  let ring: (event: { incomingCall: TeamsIncomingCall }) => void = () => {};
  const agent = { on: (_event: string, listener: typeof ring) => (ring = listener) };
  let cards: readonly string[] = [];
  let isAnswering = false;
  const incoming = createIncoming(createStore(agent as unknown as TeamsCallAgent), devices, {
    isSilent: () => false,
    isLeaderTab: () => true,
    onGone: ({ outcome }) => happened.push(outcome),
    onChange: (list) => {
      cards = list.map(({ key }) => key);
      isAnswering = list.some((one) => one.isAnswering);
    },
    onProblem: ({ code }) => happened.push(code),
    begin(start) {
      happened.push('others held');
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
    asks: () => asks,
    answer: (audio: boolean, video = false) => answer({ audio, video }),
    giveUp: () => giveUp(),
  };
}

test('it rings on while the browser asks, and is taken once; the present call is held only then', async () => {
  const { incoming, happened, cards, isAnswering, asks, answer } = ringing();
  const done = incoming.accept('call', { video: false });
  expect(await incoming.accept('call', { video: true })).toBe(false);
  expect([cards(), asks(), happened]).toEqual([['call'], 1, []]);
  // A browser that answers at once changes nothing on the card; one that takes its time is told of.
  expect(isAnswering()).toBe(false);
  await new Promise((resolve) => setTimeout(resolve, 80));
  expect(isAnswering()).toBe(true);
  answer(true);
  expect(await done).toBe(true);
  expect([cards(), happened]).toEqual([[], ['others held', 'taken']]);
});

test('with the microphone refused it is taken to listen, and that is said', async () => {
  const { incoming, happened, answer } = ringing();
  const done = incoming.accept('call', { video: false });
  answer(false);
  await done;
  expect(happened).toEqual(['microphone-refused', 'others held', 'taken muted']);
});

test('a caller who gives up while the browser asks was missed, and nothing is taken', async () => {
  const { incoming, happened, cards, answer, giveUp } = ringing();
  const done = incoming.accept('call', { video: false });
  giveUp();
  expect([cards(), happened]).toEqual([[], ['missed', 'call-missed']]);
  answer(true);
  expect(await done).toBe(false);
  expect(happened).toEqual(['missed', 'call-missed']);
});

test('declined while the browser asks, it stays declined', async () => {
  const { incoming, happened, answer } = ringing();
  const done = incoming.accept('call', { video: false });
  await incoming.decline('call');
  answer(true);
  expect(await done).toBe(false);
  expect(happened).toEqual(['declined']);
});

test('C10: a camera that was opened for a call that cannot be accepted is given back, and the card stays', async () => {
  const { incoming, happened, cards, answer } = ringing({ isRefused: true });
  const done = incoming.accept('call', { video: true });
  answer(true, true);
  expect(await done).toBe(false);
  expect([cards(), happened]).toEqual([['call'], ['others held', 'unexpected', 'camera given back']]);
});
