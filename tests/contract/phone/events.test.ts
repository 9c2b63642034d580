import { createIdentifierFromRawId } from '@azure/communication-common';
import { expect, test, vi } from 'vitest';
import type { AnyCallFeature } from '../../../src/web/calling/call/feature.ts';
import type { PhoneDeps } from '../../../src/web/calling/phone.ts';
import { hangUp } from '../../../src/web/features/hang-up/hangUp.ts';
import { mute } from '../../../src/web/features/mute/mute.ts';
import { stubBrowser } from '../../../src/web/fixtures/sessionInNode.ts';
import { SimulatedCall } from '../../../src/web/fixtures/simulatedCall.ts';
import { createTestPhone } from './createTestPhone.ts';

// The phone is the object of the app that manages all calls. The front call is the call on the screen.

const setOnline = stubBrowser();

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
  const { connectCall, phone, readProblemCodes } = createTestPhone({}, [brokenFeature]);
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
  const { connectCall, phone, readProblemCodes } = createTestPhone({}, [activeCallFeature]);
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

test('C3: when a call ends while the phone accepts it, the phone shows no call screen and no entry in the list of calls', async () => {
  const { service, phone } = createTestPhone();
  const ring = service.ringIncomingCall();
  ring.accept = async () => {
    const call = service.addCall('Incoming', ring.id);
    call.end({ code: 487, subCode: 0 });
    return call.asTeamsCall();
  };
  await phone.acceptCall(ring.id, { video: false });
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
  const { service, connectCall, placeCall, findFrontSession, readProblemCodes } = createTestPhone();
  const firstCall = await connectCall(bob);
  service.refuseNext('hold');
  await placeCall(carol);
  expect(service.startedTargets).toEqual([bob]);
  expect(findFrontSession()?.call.get().id).toBe(firstCall.id);
  expect(firstCall.state).toBe('Connected');
  expect(readProblemCodes()).toEqual(['call-not-held']);
});

test('C4: hanging up ends a call at once even if the service has not answered a hold yet', async () => {
  const { service, connectCall, placeCall, findFrontSession } = createTestPhone();
  const call = await connectCall(bob);
  const hold = vi.spyOn(call, 'hold').mockReturnValue(new Promise(() => {}));
  void placeCall(carol);
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

test('an accepted call whose id differs from that of the incoming call keeps what only the incoming call said', async () => {
  const { service, phone, findFrontSession } = createTestPhone();
  phone.settings.set({ ...phone.settings.get(), delegators: [carol] });
  const ring = service.ringIncomingCall({}, { customContext: { userToUser: 'order 4711' } });
  ring.acceptedCallId = 'another id';
  ring.setTransferor(carol);
  const origin = { onBehalfOf: carol, customContext: [{ key: null, value: 'order 4711' }] };
  expect(phone.state.get().incoming).toMatchObject([origin]);
  await phone.acceptCall(ring.id, { video: false });
  expect(phone.state.get().incoming).toEqual([]);
  expect(findFrontSession()?.call.get()).toMatchObject({ id: 'another id', ...origin });
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

test('X1: the agent learns that the user has hung up, because it may still have to tell the service, and not that another participant has', async () => {
  const noteHangUp = vi.fn();
  const { phone, connectCall } = createTestPhone({ connectedAgent: { noteHangUp } });
  (await connectCall(bob)).end({ code: 0, subCode: 0 });
  expect(noteHangUp).not.toHaveBeenCalled();
  await connectCall(carol);
  await phone.hangUp(phone.state.get().front ?? '');
  expect(noteHangUp).toHaveBeenCalledOnce();
});

test('X8: a call that the network has ended says whether this page had lost its own connection', async () => {
  const { connectCall, phone, service } = createTestPhone();
  const endByNetwork = async (rawId: string, loseConnection = () => {}) => {
    const call = await connectCall(rawId);
    loseConnection();
    call.end({ code: 410, subCode: 3101 });
    return phone.state.get().ended?.failedNetwork;
  };
  expect(await endByNetwork(bob)).toBe('other');
  expect(await endByNetwork(carol, () => setOnline(false))).toBe('own');
  setOnline(true);
  expect(await endByNetwork(bob, () => service.changeConnection('Disconnected'))).toBe('own');
});

/** Calls Bob, who has not answered when the user turns to a call in another tab. */
async function turnToOtherTabWhileRinging() {
  const acquire = vi.fn(async () => true);
  let silence: Parameters<PhoneDeps['joinLiveRight']>[0]['silence'] = async () => false;
  const testPhone = createTestPhone({
    joinLiveRight(tab) {
      silence = tab.silence;
      return { acquire, keep: () => {}, release: () => {}, close: () => {} };
    },
  });
  const call = await testPhone.placeCall(bob);
  call.changeState('Ringing');
  expect(await silence()).toBe(true);
  expect([call.isMuted, call.isIncomingAudioMuted]).toEqual([true, true]);
  acquire.mockClear();
  return { ...testPhone, call, acquire };
}

test('a call that rings while the user turns to another tab is put on hold once it is connected, so that the user can resume it', async () => {
  const { call, phone } = await turnToOtherTabWhileRinging();
  call.changeState('Connected');
  await vi.waitFor(() => expect(call.state).toBe('LocalHold'));
  await phone.switchTo(phone.state.get().front ?? '');
  expect([call.state, call.isMuted, call.isIncomingAudioMuted]).toEqual(['Connected', false, false]);
});

test('a call that rings while the user turns to another tab takes the right to be heard back when the user unmutes it', async () => {
  const { call, findFrontSession, acquire } = await turnToOtherTabWhileRinging();
  await findFrontSession()?.run(mute, false);
  expect(acquire).toHaveBeenCalledOnce();
  expect([call.isMuted, call.isIncomingAudioMuted]).toEqual([false, false]);
  call.changeState('Connected');
  await vi.waitFor(() => expect(call.isAudible).toBe(true));
});
