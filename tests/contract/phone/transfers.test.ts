import type { TeamsCallAgent } from '@azure/communication-calling';
import { expect, test, vi } from 'vitest';
import { stubBrowser } from '../../../src/web/fixtures/sessionInNode.ts';
import type { SimulatedCall } from '../../../src/web/fixtures/simulatedCall.ts';
import { bob, carol } from '../../../src/web/fixtures/testUsers.ts';
import { transfer } from '../../../src/web/transfer/transfer.ts';
import { createTestPhone, normalEnd } from './createTestPhone.ts';

/** Transfers by the user and of the user, the records of these calls, and calls that the SDK starts by itself. */

stubBrowser();

/** Lets the user transfer a call with Bob to Carol. @returns this call, and the records of the ended calls */
async function transferBob(kind: 'person' | 'voicemail') {
  const { connectCall, findFrontSession, endedCalls } = createTestPhone();
  const call = await connectCall(bob.rawId);
  await findFrontSession()?.run(transfer, { kind: 'start', target: { kind, rawId: carol.rawId } });
  return { call, endedCalls };
}

test.each(['person', 'voicemail'] as const)(
  'the record of a call that the user transferred says to whom: %s',
  async (kind) => {
    const { call, endedCalls } = await transferBob(kind);
    call.finishTransfer('Transferred');
    const transferredTo = { rawId: carol.rawId, isVoicemail: kind === 'voicemail' };
    expect(endedCalls).toMatchObject([{ kind: 'transferred', transferredTo }]);
  },
);

test.each(['before', 'after'])(
  'the record of a call that the transferee ends just %s the SDK gives the transfer up says that the transfer was not finished',
  async (order) => {
    const { call, endedCalls } = await transferBob('person');
    if (order === 'after') call.finishTransfer('Failed');
    call.end(normalEnd);
    const unfinishedTransfer = { phase: 'transfer', target: carol.rawId };
    expect(endedCalls).toMatchObject([{ other: bob.rawId, unfinishedTransfer }]);
  },
);

async function transferToConsultation() {
  const { connectCall, phone, findFrontSession, endedCalls } = createTestPhone();
  const call = await connectCall(bob.rawId);
  const session = findFrontSession();
  const consultation = await connectCall(carol.rawId);
  const target = { kind: 'call', callId: consultation.id, rawId: carol.rawId } as const;
  await session?.run(transfer, { kind: 'start', target });
  return { call, consultation, phone, endedCalls };
}

test('after a consultation, only the record of the transferred call says to whom it was transferred', async () => {
  const { call, consultation, phone, endedCalls } = await transferToConsultation();
  call.finishTransfer('Transferred');
  consultation.end(normalEnd);
  expect(phone.state.get().calls).toEqual([]);
  expect(endedCalls[0]).toMatchObject({ other: bob.rawId, transferredTo: { rawId: carol.rawId } });
  expect(endedCalls[1]).toMatchObject({ other: carol.rawId, kind: 'transferred' });
  expect(endedCalls[1]).not.toHaveProperty('transferredTo');
});

test.each([
  'the transferee has hung up during the transfer',
  'the SDK goes on with the call after a transfer',
])('K4: when %s, the user is told why the call with the target breaks later', async (event) => {
  vi.useFakeTimers({ toFake: ['Date'] });
  const { call, consultation, phone } = await transferToConsultation();
  // After a hang-up, the SDK never says what became of the transfer.
  if (event.includes('hung up')) call.end(normalEnd);
  else call.finishTransfer('Transferred');
  vi.setSystemTime(Date.now() + 60_000);
  consultation.end({ code: 490, subCode: 4525 });
  expect(phone.state.get().ended).toMatchObject({ id: consultation.id, kind: 'network' });
});

/** Lets Bob transfer the user to Carol. @returns the former call, and the call to Carol, which `answer` lets her answer */
async function beTransferred() {
  const testPhone = createTestPhone();
  const formerCall = await testPhone.connectCall(bob.rawId);
  const targetCall = testPhone.service.addCall('Outgoing');
  formerCall.features.Transfer.emit('transferAccepted', { targetCall });
  await vi.waitFor(() => expect(formerCall.state).toBe('LocalHold'));
  const answer = () => targetCall.connectTo(carol.rawId);
  return { ...testPhone, formerCall, targetCall, answer };
}

test('X11: a user who is being transferred and hangs up leaves both the call to the target and the former call', async () => {
  const { phone, service, endedCalls, targetCall, hangUpFrontCall } = await beTransferred();
  targetCall.changeState('Ringing');
  await hangUpFrontCall();
  await vi.waitFor(() => expect(service.calls).toEqual([]));
  expect(phone.state.get()).toMatchObject({ calls: [], notices: [], problems: [] });
  expect(endedCalls).toHaveLength(2);
});

test('a former call that ends late and with another code still says to whom the user was transferred', async () => {
  const { formerCall, targetCall, endedCalls, answer } = await beTransferred();
  answer();
  targetCall.end(normalEnd);
  formerCall.end({ code: 410, subCode: 3101 });
  const formerEnd = endedCalls.find(({ id }) => id === formerCall.id);
  expect(formerEnd).toMatchObject({ kind: 'transferred', userTransferredTo: carol.rawId });
  expect(formerEnd).not.toHaveProperty('code');
});

test('the app ends a former call that the SDK does not end after the transfer', async () => {
  vi.useFakeTimers();
  const { formerCall, targetCall, phone, answer } = await beTransferred();
  answer();
  await vi.advanceTimersByTimeAsync(4_900);
  expect(formerCall.state).toBe('LocalHold');
  await vi.advanceTimersByTimeAsync(200);
  expect([formerCall.state, targetCall.state]).toEqual(['Disconnected', 'Connected']);
  expect(phone.state.get().calls).toHaveLength(1);
});

test('when the target declines, the user goes back to the former call, whose record then names no transfer', async () => {
  const { formerCall, targetCall, endedCalls } = await beTransferred();
  targetCall.end({ code: 603, subCode: 0 });
  await vi.waitFor(() => expect(formerCall.state).toBe('Connected'));
  formerCall.end(normalEnd);
  expect(endedCalls.at(-1)).toMatchObject({ id: formerCall.id, kind: 'hungUp' });
});

const dora = '8:orgid:d';
type StartCall = TeamsCallAgent['startCall'];

/** Connects a call with Bob. From then on, `start` replaces the SDK's `startCall`, which `start` gets. */
async function connectAndReplaceStart(start: (startCall: () => ReturnType<StartCall>) => unknown) {
  const testPhone = createTestPhone();
  await testPhone.connectCall(bob.rawId);
  const { agent } = testPhone.service;
  const startCall = agent.startCall.bind(agent);
  vi.spyOn(agent, 'startCall').mockImplementation(
    (...args: Parameters<StartCall>) => start(() => startCall(...args)) as ReturnType<StartCall>,
  );
  return testPhone;
}

test('B14: a call that the SDK starts while the user places a call has neither the target nor the delegator of that call', async () => {
  let transferred: SimulatedCall | undefined;
  // The SDK may list a call that a transfer begins before `startCall` returns.
  const { phone, service } = await connectAndReplaceStart((startCall) => {
    transferred = service.addCall('Outgoing');
    return startCall();
  });
  await phone.placeCall({ kind: 'people', rawIds: [carol.rawId] }, { video: false, onBehalfOf: dora });
  await vi.waitFor(() => expect(phone.state.get().calls).toHaveLength(3));
  const sessions = phone.state.get().calls.map((key) => phone.findSession(key));
  const [, placed] = service.calls.filter((call) => call !== transferred);
  const readStart = (call: SimulatedCall | undefined) => {
    const session = sessions.find((candidate) => candidate?.call.get().id === call?.id);
    return [session?.target, session?.call.get().onBehalfOf];
  };
  expect(readStart(placed)).toEqual([{ kind: 'people', rawIds: [carol.rawId] }, dora]);
  expect(readStart(transferred)).toEqual([null, null]);
});

test('B14: a call that the SDK starts just after it has placed the user’s call comes as a call that nobody placed', async () => {
  const transfers: SimulatedCall[] = [];
  const { phone, service, placeCall } = await connectAndReplaceStart((startCall) => {
    const call = startCall();
    service.block();
    queueMicrotask(() => transfers.push(service.addCall('Outgoing')));
    return call;
  });
  const placing = placeCall(carol.rawId);
  await vi.waitFor(() => expect(transfers).toHaveLength(1));
  service.release();
  await placing;
  const targets = phone.state.get().calls.map((key) => phone.findSession(key)?.target ?? null);
  expect(targets.filter((target) => target === null)).toHaveLength(1);
  expect(service.violations).toEqual([]);
});

test.each(['unmute', 'unmuteIncomingAudio'] as const)(
  'X2: a call that was held for an unexpected call goes on when the unexpected call ends during %s',
  async (command) => {
    const { connectCall, findFrontSession, readProblemCodes, service } = createTestPhone();
    const call = await connectCall(bob.rawId);
    const newCall = service.addCall('Outgoing');
    vi.spyOn(newCall, command).mockImplementation(async () => {
      newCall.end({ code: 487, subCode: 0 });
      throw service.createRefusal(400, 41016);
    });
    await vi.waitFor(() => expect(newCall.state).toBe('Disconnected'));
    await vi.waitFor(() => expect(call.state).toBe('Connected'));
    expect([call.isMuted, call.isIncomingAudioMuted]).toEqual([false, false]);
    expect(findFrontSession()?.call.get().id).toBe(call.id);
    expect(readProblemCodes()).toEqual([]);
  },
);
