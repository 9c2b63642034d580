import { createIdentifierFromRawId } from '@azure/communication-common';
import { expect, test, vi } from 'vitest';
import type { AnyCallFeature } from '../../../src/web/calling/call/feature.ts';
import { hangUp } from '../../../src/web/features/hang-up/hangUp.ts';
import { mute } from '../../../src/web/features/mute/mute.ts';
import { transfer } from '../../../src/web/transfer/transfer.ts';
import { stubBrowser } from '../../../src/web/fixtures/sessionInNode.ts';
import { SimulatedCall } from '../../../src/web/fixtures/simulatedCall.ts';
import { createSimulatedPhone } from '../../../src/web/fixtures/simulatedPhone.ts';
import { SimulatedService } from '../../../src/web/fixtures/simulatedService.ts';
import { createTestPhone } from './createTestPhone.ts';

// The phone is the object of the app that manages all calls. The front call is the call on the screen.

stubBrowser();

const bob = '8:orgid:b';
const carol = '8:orgid:c';

// The ids in titles, such as C2, are those of defects that an earlier version had.
test('C2: when reading a call feature throws, the phone reports it only once, and the call can still end', async () => {
  const brokenFeature: AnyCallFeature = {
    name: 'broken',
    create: () => ({
      read() {
        throw new Error('This feature cannot be read.');
      },
    }),
  };
  const { connectCall, phone, readProblemCodes } = createTestPhone([brokenFeature]);
  const call = await connectCall(bob);
  expect(readProblemCodes()).toEqual(['unexpected']);
  phone.dismissProblem({ code: 'unexpected' });
  call.setHeldRemotely(true);
  expect(readProblemCodes()).toEqual([]);
  call.end({ code: 0, subCode: 0 });
  expect(phone.state.get()).toMatchObject({ calls: [], front: null, ended: { id: call.id } });
  expect(readProblemCodes()).toEqual([]);
});

test('C2: the phone does not read the features of a call that has ended, and a call whose properties cannot be read can still end', async () => {
  const activeCallFeature: AnyCallFeature = {
    name: 'activeCall',
    create: ({ call }) => ({
      read() {
        if (call.state === 'Disconnected') throw new Error('The call is over.');
      },
    }),
  };
  const { connectCall, phone, readProblemCodes } = createTestPhone([activeCallFeature]);
  const firstCall = await connectCall(bob);
  firstCall.end({ code: 0, subCode: 0 });
  expect([phone.state.get().ended?.id, readProblemCodes()]).toEqual([firstCall.id, []]);
  const secondCall = await connectCall(carol);
  Object.defineProperty(secondCall, 'isEmergencyCall', {
    get() {
      throw new Error('The call cannot be read.');
    },
  });
  secondCall.end({ code: 0, subCode: 0 });
  expect(phone.state.get()).toMatchObject({ calls: [], front: null, ended: { id: secondCall.id } });
});

test('C2: mute works again after an attempt that failed', async () => {
  const { connectCall, findFrontSession } = createTestPhone();
  const call = await connectCall(bob);
  call.mute = async () => {
    throw new Error('Not now.');
  };
  await findFrontSession()?.run(mute, true);
  // Now `call.mute` is the method of the class again.
  delete (call as { mute?: unknown }).mute;
  await findFrontSession()?.run(mute, true);
  expect(call.isMuted).toBe(true);
});

test('C3: when a call ends while the phone accepts it, the phone shows no call screen and no entry in the list of calls', async () => {
  const { service, phone, blockAnswers, releaseAnswers } = createTestPhone();
  const ring = service.ringIncomingCall();
  const acceptCommand = phone.acceptCall(ring.id, { video: false });
  await vi.waitFor(() => expect(phone.state.get().incoming[0]).toMatchObject({ key: ring.id }));
  ring.accept = async () => {
    const call = service.addCall('Incoming', ring.id);
    blockAnswers();
    const teamsCall = call.asTeamsCall();
    call.end({ code: 487, subCode: 0 });
    releaseAnswers();
    return teamsCall;
  };
  await acceptCommand;
  expect(phone.state.get()).toMatchObject({ calls: [], front: null, ended: { id: ring.id } });
});

test('C3: the phone does not open a call that has already ended when the SDK lists it', () => {
  const { service, phone } = createTestPhone();
  const endedCall = new SimulatedCall('late', 'Incoming', service);
  endedCall.end({ code: 487, subCode: 0 });
  service.addToAgentList(endedCall);
  expect(phone.state.get()).toMatchObject({ calls: [], front: null, ended: null });
});

test('C4: when the front call cannot be held, it stays in front, and the phone does not place the new call', async () => {
  const { service, connectCall, phone, findFrontSession, readProblemCodes } = createTestPhone();
  const firstCall = await connectCall(bob);
  service.refuseNext('hold');
  await phone.placeCall({ kind: 'people', rawIds: [carol] }, { video: false });
  expect(service.startedTargets).toEqual([bob]);
  expect(findFrontSession()?.call.get().id).toBe(firstCall.id);
  expect(firstCall.state).toBe('Connected');
  expect(readProblemCodes()).toEqual(['call-not-held']);
});

test('C4: hanging up ends a call at once even if the service has not answered a hold yet', async () => {
  const { service, connectCall, phone, findFrontSession } = createTestPhone();
  const call = await connectCall(bob);
  const hold = vi.spyOn(call, 'hold').mockReturnValue(new Promise(() => {}));
  void phone.placeCall({ kind: 'people', rawIds: [carol] }, { video: false });
  await vi.waitFor(() => expect(hold).toHaveBeenCalled());
  await findFrontSession()?.run(hangUp, undefined);
  await new Promise(setImmediate);
  expect([call.state, service.startedTargets]).toEqual(['Disconnected', [bob]]);
});

test('C10: when the front call cannot be held, the incoming call goes on ringing, and becomes a missed call if its caller gives up', async () => {
  const { service, connectCall, phone, readProblemCodes } = createTestPhone();
  const firstCall = await connectCall(bob);
  const ring = service.ringIncomingCall();
  service.refuseNext('hold');
  await phone.acceptCall(ring.id, { video: false });
  expect(phone.state.get().incoming).toMatchObject([{ key: ring.id, isAnswering: false }]);
  expect([firstCall.state, readProblemCodes()]).toEqual(['Connected', ['call-not-held']]);
  ring.endRinging({ code: 487, subCode: 0 });
  expect(phone.state.get().incoming).toEqual([]);
  expect(readProblemCodes()).toEqual(['call-not-held', 'call-missed']);
});

test.each([
  ['a phone number', '4:+14255550100', 'callBack'],
  ['a short number, which may be an emergency number', '4:112', 'none'],
  ['a caller without an id', null, 'none'],
])('C10: a missed call from %s has the right remedy', (_caller, rawId, remedy) => {
  const { service, phone } = createTestPhone();
  const ring = service.ringIncomingCall(
    rawId === null ? {} : { identifier: createIdentifierFromRawId(rawId) },
  );
  ring.endRinging({ code: 487, subCode: 0 });
  expect(phone.state.get().problems).toMatchObject([{ code: 'call-missed', remedy }]);
});

test('C10: when accepting fails, the phone resumes the held call, and the incoming call goes on ringing', async () => {
  const { service, connectCall, phone, readProblemCodes } = createTestPhone();
  const firstCall = await connectCall(bob);
  const ring = service.ringIncomingCall();
  service.refuseNext('accept');
  await phone.acceptCall(ring.id, { video: false });
  expect([firstCall.state, readProblemCodes()]).toEqual(['Connected', ['call-not-answered']]);
  expect(phone.state.get().incoming).toMatchObject([{ key: ring.id }]);
  await phone.acceptCall(ring.id, { video: false });
  expect(firstCall.state).toBe('LocalHold');
  expect(ring.acceptCount).toBe(1);
});

test('C10: an incoming call shows its caller and its transferor, and is updated when the SDK changes them', () => {
  const { service, phone } = createTestPhone();
  const ring = service.ringIncomingCall();
  expect(phone.state.get().incoming).toMatchObject([{ displayName: null, via: null }]);
  ring.setCallerName('Bob Baker');
  expect(phone.state.get().incoming).toMatchObject([{ displayName: 'Bob Baker', via: null }]);
  ring.setTransferor(carol);
  expect(phone.state.get().incoming).toMatchObject([
    { displayName: 'Bob Baker', via: { rawId: carol, displayName: null } },
  ]);
});

test('an accepted call keeps the context that the calling application sent, and the delegator who forwarded it', async () => {
  const { service, phone, findFrontSession } = createTestPhone();
  phone.settings.set({ ...phone.settings.get(), delegators: [carol] });
  const ring = service.ringIncomingCall({}, { customContext: { userToUser: 'order 4711' } });
  ring.setTransferor(carol);
  const origin = { onBehalfOf: carol, customContext: [{ key: null, value: 'order 4711' }] };
  expect(phone.state.get().incoming).toMatchObject([origin]);
  await phone.acceptCall(ring.id, { video: false });
  expect(findFrontSession()?.call.get()).toMatchObject(origin);
});

test('C12: calls ring only in the leader tab: any other tab shows no incoming call and cannot answer one', async () => {
  const { service, phone } = createTestPhone();
  const leaderStatus = phone.leaderTab.status as unknown as { set: (status: string) => void };
  leaderStatus.set('other');
  const ring = service.ringIncomingCall();
  expect(phone.state.get().incoming).toEqual([]);
  await phone.acceptCall(ring.id, { video: false });
  await phone.declineCall(ring.id);
  expect([ring.acceptCount, ring.isRinging]).toEqual([0, true]);
  leaderStatus.set('leader');
  expect(phone.state.get().incoming).toMatchObject([{ key: ring.id }]);
});

test('C21: when a transfer is declined while another call is in front, a notice names the call that was not transferred', async () => {
  const { connectCall, phone, findFrontSession } = createTestPhone();
  const firstCall = await connectCall(bob);
  const transferringSession = findFrontSession();
  await transferringSession?.run(transfer, { kind: 'start', target: { kind: 'person', rawId: carol } });
  await connectCall('8:orgid:d');
  firstCall.finishTransfer('Failed');
  expect(phone.state.get().notices).toMatchObject([
    {
      kind: 'transferFailed',
      call: transferringSession?.key,
      target: carol,
      reason: 'declined',
      code: '603/0',
    },
  ]);
  expect(firstCall.state).toBe('LocalHold');
});

test('C22: a notice appears when a held call ends, or when the front call ends and a held call takes its place', async () => {
  const { connectCall, phone, endedCalls } = createTestPhone();
  const [firstCall, secondCall, thirdCall] = [
    await connectCall(bob),
    await connectCall(carol),
    await connectCall('8:orgid:d'),
  ];
  firstCall.end({ code: 0, subCode: 0 });
  thirdCall.end({ code: 0, subCode: 0 });
  const { notices, ended, front } = phone.state.get();
  expect(notices).toMatchObject([
    { kind: 'ended', ended: { id: firstCall.id } },
    { kind: 'ended', ended: { id: thirdCall.id } },
  ]);
  expect(ended).toBeNull();
  expect(phone.findSession(front ?? '')?.call.get()).toMatchObject({ id: secondCall.id, state: 'LocalHold' });
  // The app adds these calls to the call history.
  expect(endedCalls.map(({ id }) => id)).toEqual([firstCall.id, thirdCall.id]);
});

test('no message says that a call ended if the user hung up while another call waits or rings', async () => {
  const { connectCall, phone, findFrontSession, service } = createTestPhone();
  await connectCall(bob);
  await connectCall(carol);
  await findFrontSession()?.run(hangUp, undefined);
  expect(phone.state.get()).toMatchObject({ calls: [expect.anything()], notices: [], ended: null });
  service.ringIncomingCall();
  await vi.waitFor(() => expect(phone.state.get().incoming).toHaveLength(1));
  await findFrontSession()?.run(hangUp, undefined);
  expect(phone.state.get()).toMatchObject({ calls: [], notices: [], ended: null });
});

test('B13: a call that ends after the clock was set back has a duration of 0 seconds', async () => {
  const { connectCall, endedCalls } = createTestPhone();
  vi.useFakeTimers({ toFake: ['Date'] });
  const call = await connectCall(bob);
  vi.setSystemTime(Date.now() - 3_600_000);
  call.end({ code: 0, subCode: 0 });
  vi.useRealTimers();
  expect(endedCalls).toMatchObject([{ seconds: 0 }]);
});

test('B13: a phone that was closed although the SDK did not end its calls lists no calls any more', async () => {
  const { connectCall, phone, service } = createTestPhone();
  await connectCall(bob);
  service.ringIncomingCall();
  await phone.close();
  expect(phone.state.get()).toMatchObject({ calls: [], front: null, incoming: [] });
});

test.each([true, false])(
  'W2: the phone copies isEmergencyCall from the SDK’s call: %s',
  async (isEmergencyCall) => {
    const { connectCall, findFrontSession } = createTestPhone();
    const call = await connectCall('4:911');
    expect(findFrontSession()?.call.get()).not.toHaveProperty('isEmergencyCall');
    Object.assign(call, { isEmergencyCall });
    // Any event of the call makes the phone read it again.
    call.setHeldRemotely(true);
    expect(findFrontSession()?.call.get()).toMatchObject({ isEmergencyCall });
  },
);

test('X1: the agent learns that the user has hung up, because it may still have to tell the service, and not that another participant has', async () => {
  const noteHangUp = vi.fn();
  const service = new SimulatedService(async () => {});
  const { phone } = createSimulatedPhone(service, [], { connectedAgent: { noteHangUp } });
  const callPerson = async (rawId: string) => {
    await phone.placeCall({ kind: 'people', rawIds: [rawId] }, { video: false });
    service.calls.at(-1)?.changeState('Connected');
  };
  await callPerson(bob);
  service.calls.at(-1)?.end({ code: 0, subCode: 0 });
  expect(noteHangUp).not.toHaveBeenCalled();
  await callPerson(carol);
  await phone.hangUp(phone.state.get().front ?? '');
  expect(noteHangUp).toHaveBeenCalledOnce();
});

test('X8: a call that the network has ended says whether this page had lost its own connection', async () => {
  const { connectCall, phone, service } = createTestPhone();
  const endByNetwork = async (rawId: string) => {
    (await connectCall(rawId)).end({ code: 410, subCode: 3101 });
    return phone.state.get().ended?.failedNetwork;
  };
  expect(await endByNetwork(bob)).toBe('other');
  vi.stubGlobal('navigator', { onLine: false });
  expect(await endByNetwork(carol)).toBe('own');
  vi.stubGlobal('navigator', { onLine: true });
  const call = await connectCall(bob);
  service.changeConnection('Disconnected');
  call.end({ code: 410, subCode: 3101 });
  expect(phone.state.get().ended?.failedNetwork).toBe('own');
});
