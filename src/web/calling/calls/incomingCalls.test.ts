import type { TeamsCall, TeamsCallAgent, TeamsIncomingCall } from '@azure/communication-calling';
import { expect, test, vi } from 'vitest';
import { createStore } from '../../base/store.ts';
import type { Devices } from '../devices/devices.ts';
import { createIncomingCalls } from './incomingCalls.ts';

/**
 * Lets a call with the id `call` ring in a browser that asks the user for devices. `log` lists, in order, what happened
 * to the call, the other calls and the camera, and the codes of the problems. `getShownIds` returns the ids of the
 * incoming calls on the screen.
 */
function setUp({ isAcceptRefused = false, acceptedLater = null as Promise<object> | null } = {}) {
  let answerBrowser: (access: { audio: boolean; video: boolean }) => void = () => {};
  let promptCount = 0;
  const devices = {
    askPermission() {
      promptCount += 1;
      return new Promise((resolve) => (answerBrowser = resolve));
    },
    findFault: async () => 'refused',
    openCamera: async () => ({ ok: true, value: { dispose: () => log.push('camera disposed of') } }),
  } as unknown as Devices;
  const log: string[] = [];
  let raiseCallEnded = () => {};
  const call = {
    id: 'call',
    callerInfo: {},
    callEndReason: { code: 487, subCode: 0 },
    on(event: string, listener: () => void) {
      if (event === 'callEnded') raiseCallEnded = listener;
    },
    off: () => {},
    async accept({ audioOptions: { muted } }: { audioOptions: { muted: boolean } }) {
      if (isAcceptRefused) throw new Error('The call cannot be accepted.');
      log.push(muted ? 'accepted muted' : 'accepted');
      return acceptedLater ?? {};
    },
    reject: async () => log.push('rejected'),
  } as unknown as TeamsIncomingCall;
  let ring: (event: { incomingCall: TeamsIncomingCall }) => void = () => {};
  const agent = { on: (_event: string, listener: typeof ring) => (ring = listener) };
  let shownIds: readonly string[] = [];
  let isAnswering = false;
  const incoming = createIncomingCalls(createStore(agent as unknown as TeamsCallAgent), devices, {
    isDoNotDisturb: () => false,
    isDelegator: () => false,
    isLeaderTab: () => true,
    onUnanswered: ({ outcome }) => log.push(outcome),
    onChange: (list) => {
      shownIds = list.map(({ key }) => key);
      isAnswering = list.some((incomingCall) => incomingCall.isAnswering);
    },
    onProblem: ({ code }) => log.push(code),
    silenceAllAndStart(start) {
      log.push('others silenced');
      return start();
    },
    hangUp: async () => void log.push('hung up'),
  });
  ring({ incomingCall: call });
  return {
    incoming,
    log,
    getShownIds: () => shownIds,
    isAnswering: () => isAnswering,
    countPrompts: () => promptCount,
    /** Answers the browser, which asks the user for devices. `true` allows the device. */
    answerPrompt: (audio: boolean, video = false) => answerBrowser({ audio, video }),
    hangUpAsCaller: () => raiseCallEnded(),
  };
}

test('a call goes on ringing while the browser asks for devices, and is accepted once, after the other calls are silenced', async () => {
  const { incoming, log, getShownIds, isAnswering, countPrompts, answerPrompt } = setUp();
  const accepting = incoming.accept('call', { video: false });
  expect(await incoming.accept('call', { video: true })).toBe(false);
  expect([getShownIds(), countPrompts(), log]).toEqual([['call'], 1, []]);
  expect(isAnswering()).toBe(true);
  answerPrompt(true);
  expect(await accepting).toBe(true);
  expect([getShownIds(), log]).toEqual([[], ['others silenced', 'accepted']]);
});

test('accepts the call muted if the user refuses the microphone, and reports that', async () => {
  const { incoming, log, answerPrompt } = setUp();
  const accepting = incoming.accept('call', { video: false });
  answerPrompt(false);
  await accepting;
  expect(log).toEqual(['microphone-refused', 'others silenced', 'accepted muted']);
});

test('records the call as missed, and does not accept it, if the caller hangs up while the browser asks for devices', async () => {
  const { incoming, log, getShownIds, answerPrompt, hangUpAsCaller } = setUp();
  const accepting = incoming.accept('call', { video: false });
  hangUpAsCaller();
  expect([getShownIds(), log]).toEqual([[], ['missed', 'call-missed']]);
  answerPrompt(true);
  expect(await accepting).toBe(false);
  expect(log).toEqual(['missed', 'call-missed']);
});

test('does not accept a call that the user declines while the browser asks for devices', async () => {
  const { incoming, log, answerPrompt } = setUp();
  const accepting = incoming.accept('call', { video: false });
  await incoming.decline('call');
  answerPrompt(true);
  expect(await accepting).toBe(false);
  expect(log).toEqual(['declined', 'rejected']);
});

test('C10: disposes of the camera if the SDK cannot accept the call, and keeps the card on the screen', async () => {
  const { incoming, log, getShownIds, answerPrompt } = setUp({ isAcceptRefused: true });
  const accepting = incoming.accept('call', { video: true });
  answerPrompt(true, true);
  expect(await accepting).toBe(false);
  expect([getShownIds(), log]).toEqual([['call'], ['others silenced', 'unexpected', 'camera disposed of']]);
});

/** Accepts a call, and leaves the SDK's `accept` unanswered until the test calls `answerAccept`. */
async function acceptUnanswered() {
  let answerAccept: (call: object) => void = () => {};
  const acceptedLater = new Promise<object>((resolve) => (answerAccept = resolve));
  const setting = setUp({ acceptedLater });
  const accepting = setting.incoming.accept('call', { video: false });
  setting.answerPrompt(true);
  await expect.poll(() => setting.log).toContain('accepted');
  return { ...setting, accepting, answerAccept };
}

test('B3: declining ends the wait for an accept that the SDK does not answer, and a call that comes late is hung up', async () => {
  const { incoming, log, accepting, answerAccept } = await acceptUnanswered();
  void incoming.decline('call');
  expect(await accepting).toBe(false);
  expect(log).toEqual(['others silenced', 'accepted', 'declined', 'rejected']);
  answerAccept({ id: 'call' });
  await expect.poll(() => log.at(-1)).toBe('hung up');
  expect(incoming.findOutcome('call')).toBe('declined');
});

test('B3: the wait for an unanswered accept ends some seconds after the caller has gone, and the call is missed', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const { log, accepting, hangUpAsCaller, getShownIds } = await acceptUnanswered();
  hangUpAsCaller();
  await vi.advanceTimersByTimeAsync(3_000);
  vi.useRealTimers();
  expect(await accepting).toBe(false);
  expect([getShownIds(), log.slice(2)]).toEqual([[], ['missed', 'call-missed']]);
});

test('B3: ends a call that the SDK lists after the user has declined it, and no other call', async () => {
  const { incoming, log, accepting } = await acceptUnanswered();
  const other = { id: 'other', direction: 'Incoming' } as TeamsCall;
  expect(incoming.endIfAbandoned(other)).toBe(false);
  void incoming.decline('call');
  await accepting;
  const late = { id: 'call', direction: 'Incoming' } as TeamsCall;
  expect(incoming.endIfAbandoned({ id: 'placed', direction: 'Outgoing' } as TeamsCall)).toBe(false);
  expect(incoming.endIfAbandoned(late)).toBe(true);
  expect(incoming.endIfAbandoned(late)).toBe(true);
  expect(log.filter((line) => line === 'hung up')).toHaveLength(1);
});

test('B10: a call that the SDK has already listed when the user declines is hung up, and recorded as declined', async () => {
  const { incoming, log, accepting } = await acceptUnanswered();
  const listed = { id: 'listed', direction: 'Incoming' } as TeamsCall;
  expect(incoming.findStart(listed)).toMatchObject({ target: null });
  void incoming.decline('call');
  expect(await accepting).toBe(false);
  expect(log).toEqual(['others silenced', 'accepted', 'hung up']);
  expect(incoming.findOutcome('listed')).toBe('declined');
});
