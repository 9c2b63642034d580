import { expect, test, vi } from 'vitest';
import { stubBrowser } from '../../../src/web/fixtures/sessionInNode.ts';
import { createSimulatedParticipant } from '../../../src/web/fixtures/simulatedParticipant.ts';
import { bob, carol } from '../../../src/web/fixtures/testUsers.ts';
import { transfer } from '../../../src/web/transfer/transfer.ts';
import { createTestPhone } from './createTestPhone.ts';

/** The records of ended calls, which the app adds to the call history. */

stubBrowser();

test.each(['person', 'voicemail'] as const)(
  'the record of a call that the user transferred says to whom: %s',
  async (kind) => {
    const { connectCall, findFrontSession, endedCalls } = createTestPhone();
    const call = await connectCall(bob.rawId);
    await findFrontSession()?.run(transfer, { kind: 'start', target: { kind, rawId: carol.rawId } });
    call.finishTransfer('Transferred');
    expect(endedCalls).toMatchObject([
      { kind: 'transferred', transferredTo: { rawId: carol.rawId, isVoicemail: kind === 'voicemail' } },
    ]);
  },
);

/** Transfers a call to a consultation. @returns both calls, and the records of ended calls */
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
  consultation.end({ code: 0, subCode: 0 });
  expect(phone.state.get().calls).toEqual([]);
  expect(endedCalls[0]).toMatchObject({ other: bob.rawId, transferredTo: { rawId: carol.rawId } });
  expect(endedCalls[1]).toMatchObject({ other: carol.rawId, kind: 'transferred' });
  expect(endedCalls[1]).not.toHaveProperty('transferredTo');
});

/** Lets the other participant of a call transfer the user. @returns the former call, and the call to the target */
async function beTransferred() {
  const testPhone = createTestPhone();
  const formerCall = await testPhone.connectCall(bob.rawId);
  const targetCall = testPhone.service.addCall('Outgoing');
  formerCall.features.Transfer.emit('transferAccepted', { targetCall });
  await vi.waitFor(() => expect(formerCall.state).toBe('LocalHold'));
  const answer = () => {
    targetCall.setParticipants(createSimulatedParticipant(carol.rawId));
    targetCall.changeState('Connected');
  };
  return { ...testPhone, formerCall, targetCall, answer };
}

test('X11: a user who is being transferred and hangs up leaves both the call to the target and the former call', async () => {
  const { phone, service, endedCalls, targetCall } = await beTransferred();
  targetCall.changeState('Ringing');
  await phone.hangUp(phone.state.get().front ?? '');
  await vi.waitFor(() => expect(service.calls).toEqual([]));
  expect(phone.state.get()).toMatchObject({ calls: [], notices: [], problems: [] });
  expect(endedCalls).toHaveLength(2);
});

test('a former call that ends late and with another code still says to whom the user was transferred', async () => {
  const { formerCall, targetCall, endedCalls, answer } = await beTransferred();
  answer();
  targetCall.end({ code: 0, subCode: 0 });
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
  vi.useRealTimers();
  expect([formerCall.state, targetCall.state]).toEqual(['Disconnected', 'Connected']);
  expect(phone.state.get().calls).toHaveLength(1);
});

test('a user who is being transferred goes back to the former call when the target hangs up', async () => {
  const { formerCall, targetCall } = await beTransferred();
  targetCall.end({ code: 603, subCode: 0 });
  await vi.waitFor(() => expect(formerCall.state).toBe('Connected'));
});

test('K4: when the transferee has hung up during the transfer, the user is told why the call with the target breaks later', async () => {
  const { call, consultation, phone, endedCalls } = await transferToConsultation();
  // The SDK ends the call, and never says what became of the transfer.
  call.end({ code: 0, subCode: 0 });
  consultation.end({ code: 490, subCode: 4525 });
  expect(endedCalls).toMatchObject([{ other: bob.rawId }, { other: carol.rawId, kind: 'network' }]);
  expect(phone.state.get().ended).toMatchObject({ id: consultation.id, kind: 'network' });
});

test('K4: when the SDK goes on with the call to the target after a transfer, the user is told why it breaks later', async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  const { call, consultation, phone } = await transferToConsultation();
  call.finishTransfer('Transferred');
  vi.setSystemTime(Date.now() + 60_000);
  consultation.end({ code: 490, subCode: 4525 });
  expect(phone.state.get().ended).toMatchObject({ id: consultation.id, kind: 'network' });
  vi.useRealTimers();
});

test.each(['before', 'after'])(
  'the record of a call that the transferee ends just %s the SDK gives the transfer up says that the transfer was not finished',
  async (order) => {
    const { connectCall, findFrontSession, endedCalls } = createTestPhone();
    const call = await connectCall(bob.rawId);
    const target = { kind: 'person', rawId: carol.rawId } as const;
    await findFrontSession()?.run(transfer, { kind: 'start', target });
    if (order === 'after') call.finishTransfer('Failed');
    call.end({ code: 0, subCode: 0 });
    const unfinishedTransfer = { phase: 'transfer', target: carol.rawId };
    expect(endedCalls).toMatchObject([{ other: bob.rawId, unfinishedTransfer }]);
  },
);
