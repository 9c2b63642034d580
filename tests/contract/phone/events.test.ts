import { expect, test, vi } from 'vitest';
import type { AnyCallFeature } from '../../../src/web/calling/call/feature.ts';
import type { PhoneDeps } from '../../../src/web/calling/phone.ts';
import { hangUp } from '../../../src/web/features/hang-up/hangUp.ts';
import { mute } from '../../../src/web/features/mute/mute.ts';
import { stubBrowser } from '../../../src/web/fixtures/sessionInNode.ts';
import { SimulatedCall } from '../../../src/web/fixtures/simulatedCall.ts';
import { callerGaveUp, createTestPhone, normalEnd } from './createTestPhone.ts';

// The phone is the object of the app that manages all calls. The front call is the call on the screen.

const setOnline = stubBrowser();

const bob = '8:orgid:b';
const carol = '8:orgid:c';

const throwError = () => {
  throw new Error('This cannot be read.');
};
const brokenFeature: AnyCallFeature = { name: 'broken', create: () => ({ read: throwError }) };

// The ids in titles, such as C2, are those of defects that an earlier version had.
test('C2: the phone reports a call feature that cannot be read only once, and the call can still end', async () => {
  const { connectCall, phone, readProblemCodes } = createTestPhone({}, [brokenFeature]);
  const call = await connectCall(bob);
  expect(readProblemCodes()).toEqual(['unexpected']);
  phone.dismissProblem({ code: 'unexpected' });
  call.setHeldRemotely(true);
  call.end(normalEnd);
  expect(phone.state.get()).toMatchObject({ calls: [], front: null, ended: { id: call.id }, problems: [] });
});

test('C2: a call whose properties cannot be read can still end', async () => {
  const { connectCall, phone } = createTestPhone();
  const call = await connectCall(bob);
  Object.defineProperty(call, 'isEmergencyCall', { get: throwError });
  call.end(normalEnd);
  expect(phone.state.get()).toMatchObject({ calls: [], front: null, ended: { id: call.id } });
});

test('C3: the phone shows no call that ends while the user accepts it', async () => {
  const { service, phone } = createTestPhone();
  const ring = service.ringIncomingCall();
  ring.accept = async () => {
    const call = service.addCall('Incoming', ring.id);
    call.end(callerGaveUp);
    return call.asTeamsCall();
  };
  await phone.acceptCall(ring.id, { video: false });
  expect(phone.state.get()).toMatchObject({ calls: [], front: null, ended: { id: ring.id } });
});

test('C3: the phone does not open a call that has already ended when the SDK lists it', () => {
  const { service, phone } = createTestPhone();
  const endedCall = new SimulatedCall('late', 'Incoming', service);
  endedCall.end(callerGaveUp);
  service.addToAgentList(endedCall);
  expect(phone.state.get()).toMatchObject({ calls: [], front: null, ended: null });
});

test('C4: the user can hang up although the service has not answered a hold yet', async () => {
  const { service, connectCall, placeCall, findFrontSession } = createTestPhone();
  const call = await connectCall(bob);
  const hold = vi.spyOn(call, 'hold').mockReturnValue(new Promise(() => {}));
  void placeCall(carol);
  await vi.waitFor(() => expect(hold).toHaveBeenCalled());
  await findFrontSession()?.run(hangUp, undefined);
  await new Promise(setImmediate);
  expect([call.state, service.startedTargets]).toEqual(['Disconnected', [bob]]);
});

test.each([
  ['the front call cannot be held', 'hold', 'call-not-held'],
  ['the SDK cannot accept it', 'accept', 'call-not-answered'],
] as const)(
  'C10: an incoming call goes on ringing if %s, and the front call goes on',
  async (_reason, command, code) => {
    const { service, connectCall, phone, readProblemCodes } = createTestPhone();
    const firstCall = await connectCall(bob);
    const [ring, otherRing] = [service.ringIncomingCall(), service.ringIncomingCall()];
    service.refuseNext(command);
    await phone.acceptCall(ring.id, { video: false });
    const stillRinging = [{ key: ring.id, isAnswering: false }, { key: otherRing.id }];
    expect(phone.state.get().incoming).toMatchObject(stillRinging);
    expect([firstCall.state, readProblemCodes()]).toEqual(['Connected', [code]]);
    otherRing.endRinging(callerGaveUp);
    expect(readProblemCodes()).toEqual([code, 'call-missed']);
    await phone.acceptCall(ring.id, { video: false });
    expect([firstCall.state, ring.acceptCount, phone.state.get().incoming]).toEqual(['LocalHold', 1, []]);
  },
);

test.each([
  ['a phone number', '4:+14255550100', 'callBack'],
  ['a withheld number', '4:anonymous', 'none'],
  ['a short number, which may be an emergency number', '4:112', 'none'],
  ['a caller without an id', null, 'none'],
])('C10: a missed call from %s has the right remedy', (_caller, rawId, remedy) => {
  const { service, phone, ringFrom } = createTestPhone();
  const ring = rawId === null ? service.ringIncomingCall() : ringFrom(rawId);
  ring.endRinging(callerGaveUp);
  expect(phone.state.get().problems).toMatchObject([{ code: 'call-missed', remedy }]);
});

test('C10: an incoming call shows its caller and its transferor as soon as the SDK names them', () => {
  const { service, phone } = createTestPhone();
  const ring = service.ringIncomingCall();
  expect(phone.state.get().incoming).toMatchObject([{ displayName: null, via: null }]);
  ring.setCallerName('Bob Baker');
  ring.setTransferor(carol);
  const via = { rawId: carol, displayName: null };
  expect(phone.state.get().incoming).toMatchObject([{ displayName: 'Bob Baker', via }]);
});

test('an accepted call keeps what only the incoming call said, even if it has another id', async () => {
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

test('C12: a tab that is not the leader tab shows no incoming call, and cannot answer one', async () => {
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

test('C22: a notice says that a held call has ended, or that the front call has ended and a held call takes its place', async () => {
  const { connectCall, phone, endedCalls, findFrontSession } = createTestPhone();
  const [firstCall, secondCall] = [await connectCall(bob), await connectCall(carol)];
  const thirdCall = await connectCall('8:orgid:d');
  firstCall.end(normalEnd);
  thirdCall.end(normalEnd);
  expect(phone.state.get()).toMatchObject({
    notices: [firstCall, thirdCall].map(({ id }) => ({ kind: 'ended', ended: { id } })),
    ended: null,
  });
  expect(findFrontSession()?.call.get()).toMatchObject({ id: secondCall.id, state: 'LocalHold' });
  // The app adds these calls to the call history.
  expect(endedCalls.map(({ id }) => id)).toEqual([firstCall.id, thirdCall.id]);
});

test('when the front call ends, the call that has been on hold longest takes its place, and not the newest one', async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  const { connectCall, phone, findFrontSession } = createTestPhone();
  const firstCall = await connectCall(bob);
  const firstKey = phone.state.get().front ?? '';
  const waitAndConnect = async (rawId: string) => {
    vi.setSystemTime(Date.now() + 10_000);
    return connectCall(rawId);
  };
  const secondCall = await waitAndConnect(carol);
  const thirdCall = await waitAndConnect('8:orgid:d');
  // Bob has been resumed meanwhile, so Carol has waited longer, although her call is the newer one.
  vi.setSystemTime(Date.now() + 10_000);
  await phone.switchTo(firstKey);
  const fourthCall = await waitAndConnect('8:orgid:e');
  fourthCall.end(normalEnd);
  expect(findFrontSession()?.call.get().id).toBe(secondCall.id);
  secondCall.end(normalEnd);
  expect(findFrontSession()?.call.get().id).toBe(thirdCall.id);
  thirdCall.end(normalEnd);
  expect(findFrontSession()?.call.get().id).toBe(firstCall.id);
});

test('a call keeps its number in the list as long as it lasts, and a new call gets the lowest free number', async () => {
  const { connectCall, phone } = createTestPhone();
  const readSlots = () => phone.state.get().calls.map((key) => phone.findSession(key)?.slot);
  const firstCall = await connectCall(bob);
  await connectCall(carol);
  firstCall.end(normalEnd);
  expect(readSlots()).toEqual([2]);
  await connectCall(bob);
  await connectCall('8:orgid:d');
  expect(readSlots()).toEqual([2, 1, 3]);
});

test('when the user hangs up, a notice says only whose place a call on hold takes, for as long as a call is there', async () => {
  const { connectCall, phone, hangUpFrontCall, service } = createTestPhone();
  const firstCall = await connectCall(bob);
  for (const other of [carol, '8:orgid:d']) {
    await connectCall(other);
    await hangUpFrontCall();
    const notices = [{ kind: 'hungUp', ended: { other } }];
    expect(phone.state.get()).toMatchObject({ calls: [expect.anything()], notices, ended: null });
  }
  // A call that goes on does not take the place of another.
  await phone.switchTo(phone.state.get().front ?? '');
  await connectCall(carol);
  const [firstKey = ''] = phone.state.get().calls;
  await phone.switchTo(firstKey);
  await phone.hangUp(phone.state.get().calls[1] ?? '');
  expect([firstCall.state, phone.state.get().notices.length]).toEqual(['Connected', 1]);
  service.ringIncomingCall();
  await hangUpFrontCall();
  expect(phone.state.get()).toMatchObject({ calls: [], notices: [], ended: null });
});

test('B13: a call that ends after the clock was set back has a duration of 0 seconds', async () => {
  const { connectCall, endedCalls } = createTestPhone();
  vi.useFakeTimers({ toFake: ['Date'] });
  const call = await connectCall(bob);
  vi.setSystemTime(Date.now() - 3_600_000);
  call.end(normalEnd);
  expect(endedCalls).toMatchObject([{ seconds: 0 }]);
});

test('X1: the agent learns that the user has hung up, but not that another participant has', async () => {
  const noteHangUp = vi.fn();
  const { connectCall, hangUpFrontCall } = createTestPhone({ connectedAgent: { noteHangUp } });
  (await connectCall(bob)).end(normalEnd);
  expect(noteHangUp).not.toHaveBeenCalled();
  await connectCall(carol);
  await hangUpFrontCall();
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

test('a call that rings while the user turns to another tab is put on hold once it is connected, and can be resumed', async () => {
  const { call, phone } = await turnToOtherTabWhileRinging();
  call.changeState('Connected');
  await vi.waitFor(() => expect(call.state).toBe('LocalHold'));
  await phone.switchTo(phone.state.get().front ?? '');
  expect([call.state, call.isMuted, call.isIncomingAudioMuted]).toEqual(['Connected', false, false]);
});

test('a user who unmutes a ringing call takes the right to be heard back from the other tab', async () => {
  const { call, findFrontSession, acquire } = await turnToOtherTabWhileRinging();
  await findFrontSession()?.run(mute, false);
  expect(acquire).toHaveBeenCalledOnce();
  expect([call.isMuted, call.isIncomingAudioMuted]).toEqual([false, false]);
  call.changeState('Connected');
  await vi.waitFor(() => expect(call.isAudible).toBe(true));
});
