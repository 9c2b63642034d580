import type { TeamsCallAgent } from '@azure/communication-calling';
import { createStore } from '../../../src/web/base/store.ts';
import { expect, test, vi } from 'vitest';
import { hold } from '../../../src/web/features/hold/hold.ts';
import { stubBrowser } from '../../../src/web/fixtures/sessionInNode.ts';
import { callerGaveUp, createTestPhone } from './createTestPhone.ts';

// The phone is the object of the app that manages all calls. Each test gives an answer of the SDK that Microsoft's pages do
// not exclude, and that the emulator does not give by default.

stubBrowser();

const bob = '8:orgid:b';
const carol = '8:orgid:c';

/** Lets Bob's call ring at an agent that the test may replace. `readOutcomes` reads the records of unanswered calls. */
function ringFromBob() {
  vi.useFakeTimers();
  const agent = createStore<TeamsCallAgent | null>(null);
  const testPhone = createTestPhone({ connectedAgent: { agent } });
  agent.set(testPhone.service.agent);
  const readOutcomes = () => testPhone.unanswered.map(({ outcome }) => outcome);
  return { ...testPhone, agent, incoming: testPhone.ringFrom(bob), readOutcomes };
}
const notAnsweredHere = { code: 'call-not-answered-here', remedy: 'callBack', person: bob };

test.each([
  ['comes late is recorded with this reason', { code: 487, subCode: 10003 }, 'elsewhere', []],
  ['never comes is not called missed, and can be called back', undefined, 'unknown', [notAnsweredHere]],
])('an incoming call whose end reason %s', async (_title, lateReason, outcome, problems) => {
  const { incoming, phone, readOutcomes } = ringFromBob();
  incoming.endRinging();
  expect(phone.state.get().incoming).toEqual([]);
  incoming.callEndReason = lateReason;
  await vi.advanceTimersByTimeAsync(1_000);
  expect(readOutcomes()).toEqual([outcome]);
  expect(phone.state.get().problems).toMatchObject(problems);
});

test.each([false, true])(
  'K2: a call of an agent that was replaced stops ringing and is recorded; while the SDK was accepting it: %s',
  async (isAccepting) => {
    const { incoming, phone, agent, readOutcomes } = ringFromBob();
    if (isAccepting) {
      incoming.accept = () => new Promise(() => {});
      void phone.acceptCall(incoming.id, { video: false });
      await vi.advanceTimersByTimeAsync(0);
    }
    agent.set(null);
    await vi.advanceTimersByTimeAsync(11_000);
    expect(phone.state.get()).toMatchObject({ incoming: [], calls: [], problems: [notAnsweredHere] });
    expect(readOutcomes()).toEqual(['unknown']);
  },
);

test('a call of a replaced agent that the next agent reports again is recorded only once', async () => {
  const { incoming, agent, service, readOutcomes } = ringFromBob();
  agent.set(null);
  agent.set(service.agent);
  service.reportIncomingCall(incoming);
  incoming.endRinging(callerGaveUp);
  await vi.advanceTimersByTimeAsync(11_000);
  expect(readOutcomes()).toEqual(['missed']);
});

test('B13: a closed phone lists no calls, even if the SDK has not ended them, and records nothing about them', async () => {
  const { phone, readOutcomes, connectCall } = ringFromBob();
  await connectCall(carol);
  await phone.close();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(phone.state.get()).toMatchObject({ calls: [], front: null, incoming: [] });
  expect(readOutcomes()).toEqual([]);
});

test('a call that ends without a reason has ended, and has no code', async () => {
  const { connectCall, phone } = createTestPhone();
  const call = await connectCall(bob);
  call.end(undefined);
  expect(phone.state.get().ended).toMatchObject({ id: call.id, kind: 'hungUp' });
  expect(phone.state.get().ended).not.toHaveProperty('code');
});

test('a user whose hold the SDK refuses in RemoteHold is told who holds the call', async () => {
  const { connectCall, findFrontSession, readProblemCodes, service } = createTestPhone();
  const call = await connectCall(bob);
  call.setHeldRemotely(true);
  service.refuseNext('hold');
  await findFrontSession()?.run(hold, undefined);
  expect(call).toMatchObject({ state: 'RemoteHold', isMuted: false });
  expect(readProblemCodes()).toEqual(['call-held-by-other']);
});

const silent = { isMuted: true, isIncomingAudioMuted: true };
const heard = { state: 'Connected', isMuted: false, isIncomingAudioMuted: false };

test('another call begins although the SDK refuses to hold the first one in RemoteHold, and the first one is never heard', async () => {
  const { connectCall, phone, readProblemCodes, service } = createTestPhone();
  const bobCall = await connectCall(bob);
  bobCall.setHeldRemotely(true);
  service.refuseNext('hold');
  const carolCall = await connectCall(carol);
  expect(bobCall).toMatchObject({ state: 'RemoteHold', ...silent });
  bobCall.setHeldRemotely(false);
  await vi.waitFor(() => expect(bobCall.state).toBe('LocalHold'));
  expect([readProblemCodes(), service.violations]).toEqual([[], []]);
  await phone.switchTo(phone.state.get().calls[0] ?? '');
  expect(bobCall).toMatchObject(heard);
  expect(carolCall.state).toBe('LocalHold');
});

test('another call begins although the SDK refuses to mute the first one before it is connected, and the first one is held once it is', async () => {
  const { phone, readProblemCodes, service, placeCall } = createTestPhone();
  const bobCall = await placeCall(bob);
  service.refuseNext('muteIncomingAudio');
  service.refuseNext('mute');
  const carolCall = await placeCall(carol);
  expect([readProblemCodes(), service.calls.length]).toEqual([[], 2]);
  carolCall.changeState('Connected');
  bobCall.changeState('Connected');
  // The commands are sent at once, before the SDK has answered any of them.
  expect(bobCall).toMatchObject(silent);
  await vi.waitFor(() => expect(bobCall.state).toBe('LocalHold'));
  await phone.switchTo(phone.state.get().calls[0] ?? '');
  expect(bobCall).toMatchObject(heard);
});

test('a call that came to the front again before it is connected is heard, although the SDK refused to mute and to unmute it', async () => {
  const { phone, readProblemCodes, service, placeCall } = createTestPhone();
  const bobCall = await placeCall(bob);
  const [bobKey = ''] = phone.state.get().calls;
  const failing = () => Promise.reject(service.createRefusal(400, 0));
  // These properties hide the methods of the class until they are deleted.
  const refusals = { mute: failing, unmute: failing, muteIncomingAudio: failing };
  Object.assign(bobCall, refusals);
  await placeCall(carol);
  await phone.switchTo(bobKey);
  for (const name of Object.keys(refusals)) Reflect.deleteProperty(bobCall, name);
  bobCall.changeState('Connected');
  await vi.waitFor(() => expect(bobCall.isAudible).toBe(true));
  expect([bobCall.isMuted, readProblemCodes()]).toEqual([false, []]);
});
