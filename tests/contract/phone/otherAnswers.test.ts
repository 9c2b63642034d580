import { createIdentifierFromRawId } from '@azure/communication-common';
import type { TeamsCallAgent } from '@azure/communication-calling';
import { createStore } from '../../../src/web/base/store.ts';
import { afterEach, expect, test, vi } from 'vitest';
import type { UnansweredCall } from '../../../src/web/calling/call/snapshot.ts';
import { hold } from '../../../src/web/features/hold/hold.ts';
import type { Emitter } from '../../../src/web/fixtures/emitter.ts';
import { stubBrowser } from '../../../src/web/fixtures/sessionInNode.ts';
import { createSimulatedParticipant } from '../../../src/web/fixtures/simulatedParticipant.ts';
import { createSimulatedPhone } from '../../../src/web/fixtures/simulatedPhone.ts';
import { SimulatedService } from '../../../src/web/fixtures/simulatedService.ts';
import { createTestPhone } from './createTestPhone.ts';

// The phone is the object of the app that manages all calls. Each test gives an answer of the SDK that Microsoft's pages do
// not exclude, and that the emulator does not give by default.

stubBrowser();
afterEach(() => vi.useRealTimers());

const bob = '8:orgid:b';
const carol = '8:orgid:c';

test('a call whose id differs from the id of the incoming call keeps what only the incoming call said', async () => {
  const { phone, service, findFrontSession } = createTestPhone();
  const incoming = service.ringIncomingCall(
    { identifier: createIdentifierFromRawId(bob) },
    { customContext: { userToUser: 'order-4711' } },
  );
  incoming.acceptedCallId = 'another-id';
  await phone.acceptCall(incoming.id, { video: false });
  expect(phone.state.get()).toMatchObject({ incoming: [] });
  expect(findFrontSession()?.call.get()).toMatchObject({ id: 'another-id', direction: 'Incoming' });
  expect(JSON.stringify(findFrontSession()?.call.get().customContext)).toContain('order-4711');
});

/** Lets a call ring that ends without a reason. @returns the records of unanswered calls, and the codes of the problems */
async function endRingingWithoutReason(setReasonLater?: { code: number; subCode: number }) {
  vi.useFakeTimers();
  const service = new SimulatedService(async () => {});
  const unanswered: UnansweredCall[] = [];
  const { phone } = createSimulatedPhone(service, [], { onUnanswered: (call) => unanswered.push(call) });
  const incoming = service.ringIncomingCall({ identifier: createIdentifierFromRawId(bob) });
  incoming.endRinging();
  expect(phone.state.get().incoming).toEqual([]);
  incoming.callEndReason = setReasonLater;
  await vi.advanceTimersByTimeAsync(1_000);
  return { outcomes: unanswered.map(({ outcome }) => outcome), problems: phone.state.get().problems };
}

test('an incoming call whose end reason comes late is recorded with this reason', async () => {
  const { outcomes, problems } = await endRingingWithoutReason({ code: 487, subCode: 10003 });
  expect([outcomes, problems]).toEqual([['elsewhere'], []]);
});

test('an incoming call that ends without a reason is not called missed, and can be called back', async () => {
  const { outcomes, problems } = await endRingingWithoutReason();
  expect(outcomes).toEqual(['unknown']);
  expect(problems).toMatchObject([{ code: 'call-not-answered-here', remedy: 'callBack', person: bob }]);
});

test.each([false, true])(
  'K2: a call of an agent that was replaced stops ringing and is recorded; while the SDK was accepting it: %s',
  async (isAccepting) => {
    vi.useFakeTimers();
    const service = new SimulatedService(async () => {});
    const unanswered: UnansweredCall[] = [];
    const agent = createStore<TeamsCallAgent | null>(service.agent);
    const { phone } = createSimulatedPhone(service, [], {
      onUnanswered: (call) => unanswered.push(call),
      connectedAgent: { agent },
    });
    const incoming = service.ringIncomingCall({ identifier: createIdentifierFromRawId(bob) });
    if (isAccepting) {
      incoming.accept = () => new Promise(() => {});
      void phone.acceptCall(incoming.id, { video: false });
      await vi.advanceTimersByTimeAsync(0);
    }
    agent.set(null);
    await vi.advanceTimersByTimeAsync(11_000);
    expect(phone.state.get()).toMatchObject({ incoming: [], calls: [] });
    expect(unanswered.map(({ outcome }) => outcome)).toEqual(['unknown']);
    expect(phone.state.get().problems).toMatchObject([{ code: 'call-not-answered-here', person: bob }]);
  },
);

test('a call of a replaced agent that the next agent reports again is recorded only once', async () => {
  vi.useFakeTimers();
  const service = new SimulatedService(async () => {});
  const unanswered: UnansweredCall[] = [];
  const agent = createStore<TeamsCallAgent | null>(service.agent);
  createSimulatedPhone(service, [], {
    onUnanswered: (call) => unanswered.push(call),
    connectedAgent: { agent },
  });
  const incoming = service.ringIncomingCall({ identifier: createIdentifierFromRawId(bob) });
  agent.set(null);
  agent.set(service.agent);
  service.reportIncomingCall(incoming);
  incoming.endRinging({ code: 487, subCode: 0 });
  await vi.advanceTimersByTimeAsync(11_000);
  expect(unanswered.map(({ outcome }) => outcome)).toEqual(['missed']);
});

test('a phone that is closed while a call rings records nothing about this call', async () => {
  vi.useFakeTimers();
  const service = new SimulatedService(async () => {});
  const onUnanswered = vi.fn();
  const { phone } = createSimulatedPhone(service, [], { onUnanswered });
  service.ringIncomingCall({ identifier: createIdentifierFromRawId(bob) });
  await phone.close();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(onUnanswered).not.toHaveBeenCalled();
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
  expect([call.state, readProblemCodes()]).toEqual(['RemoteHold', ['call-held-by-other']]);
  expect(call.isMuted).toBe(false);
});

test('another call begins although the SDK refuses to hold the first one in RemoteHold, and the first one is never heard', async () => {
  const { connectCall, phone, readProblemCodes, service } = createTestPhone();
  const bobCall = await connectCall(bob);
  const [bobKey = ''] = phone.state.get().calls;
  bobCall.setHeldRemotely(true);
  service.refuseNext('hold');
  const carolCall = await connectCall(carol);
  expect([bobCall.state, bobCall.isMuted, bobCall.isIncomingAudioMuted]).toEqual(['RemoteHold', true, true]);
  bobCall.setHeldRemotely(false);
  await vi.waitFor(() => expect(bobCall.state).toBe('LocalHold'));
  expect([readProblemCodes(), service.violations]).toEqual([[], []]);
  await phone.switchTo(bobKey);
  expect([bobCall.state, bobCall.isMuted, bobCall.isIncomingAudioMuted]).toEqual(['Connected', false, false]);
  expect(carolCall.state).toBe('LocalHold');
});

test('another call begins although the SDK refuses to mute the first one before it is connected, and the first one is held once it is', async () => {
  const { phone, readProblemCodes, service } = createTestPhone();
  await phone.placeCall({ kind: 'people', rawIds: [bob] }, { video: false });
  const [bobCall] = service.calls;
  const [bobKey = ''] = phone.state.get().calls;
  service.refuseNext('muteIncomingAudio');
  service.refuseNext('mute');
  await phone.placeCall({ kind: 'people', rawIds: [carol] }, { video: false });
  expect([readProblemCodes(), service.calls.length]).toEqual([[], 2]);
  service.calls[1]?.changeState('Connected');
  bobCall?.changeState('Connected');
  // The commands are sent at once, before the SDK has answered any of them.
  expect([bobCall?.isMuted, bobCall?.isIncomingAudioMuted]).toEqual([true, true]);
  await vi.waitFor(() => expect(bobCall?.state).toBe('LocalHold'));
  await phone.switchTo(bobKey);
  expect([bobCall?.state, bobCall?.isMuted, bobCall?.isIncomingAudioMuted]).toEqual([
    'Connected',
    false,
    false,
  ]);
});

test('a call that came to the front again before it is connected is heard, although the SDK refused to mute and to unmute it', async () => {
  const { phone, readProblemCodes, service } = createTestPhone();
  await phone.placeCall({ kind: 'people', rawIds: [bob] }, { video: false });
  const [bobCall] = service.calls;
  const [bobKey = ''] = phone.state.get().calls;
  const failing = async () => {
    throw service.createRefusal(400, 0);
  };
  // These properties hide the methods of the class until they are deleted.
  const refusals = { mute: failing, unmute: failing, muteIncomingAudio: failing };
  Object.assign(bobCall ?? {}, refusals);
  await phone.placeCall({ kind: 'people', rawIds: [carol] }, { video: false });
  await phone.switchTo(bobKey);
  for (const name of Object.keys(refusals)) Reflect.deleteProperty(bobCall ?? {}, name);
  bobCall?.changeState('Connected');
  await vi.waitFor(() => expect(bobCall?.isAudible).toBe(true));
  expect([bobCall?.isMuted, readProblemCodes()]).toEqual([false, []]);
});

/** Lets the other participant transfer the user, and the transfer target answer. */
async function followTransfer() {
  vi.useFakeTimers();
  const phone = createTestPhone();
  const formerCall = await phone.connectCall(bob);
  const targetCall = phone.service.addCall('Outgoing');
  targetCall.setParticipants(createSimulatedParticipant(carol));
  (formerCall.features.Transfer as unknown as Emitter).emit('transferAccepted', { targetCall });
  targetCall.changeState('Connected');
  await vi.advanceTimersByTimeAsync(100);
  return { ...phone, formerCall, targetCall };
}

test('a former call that ends late and with another code still says to whom the user was transferred', async () => {
  const { formerCall, targetCall, endedCalls } = await followTransfer();
  targetCall.end({ code: 0, subCode: 0 });
  formerCall.end({ code: 410, subCode: 3101 });
  const formerEnd = endedCalls.find(({ id }) => id === formerCall.id);
  expect(formerEnd).toMatchObject({ kind: 'transferred', userTransferredTo: carol });
  expect(formerEnd).not.toHaveProperty('code');
});

test('the app ends a former call that the SDK does not end after the transfer', async () => {
  const { formerCall, targetCall, phone } = await followTransfer();
  await vi.advanceTimersByTimeAsync(4_000);
  expect(formerCall.state).toBe('LocalHold');
  await vi.advanceTimersByTimeAsync(1_000);
  expect([formerCall.state, targetCall.state]).toEqual(['Disconnected', 'Connected']);
  expect(phone.state.get().calls).toHaveLength(1);
});
