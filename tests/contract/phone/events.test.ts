import { beforeEach, expect, test, vi } from 'vitest';
import type { AnyCallFeature } from '../../../src/web/calling/call/feature.ts';
import { hangUp } from '../../../src/web/features/hang-up/hangUp.ts';
import { mute } from '../../../src/web/features/mute/mute.ts';
import { transfer } from '../../../src/web/features/transfer/transfer.ts';
import { SimulatedCall } from '../../../src/web/fixtures/simulatedCall.ts';
import { createSimulatedPhone } from '../../../src/web/fixtures/simulatedPhone.ts';
import { SimulatedService } from '../../../src/web/fixtures/simulatedService.ts';

beforeEach(() => {
  vi.stubGlobal('navigator', { onLine: true });
  vi.stubGlobal('addEventListener', () => {});
  vi.stubGlobal('removeEventListener', () => {});
});

const bob = '8:orgid:b';
const carol = '8:orgid:c';

/** Sets up a phone whose service answers at once until `block` is called. */
function setUp(features: readonly AnyCallFeature[] = []) {
  let blocked: Promise<void> | null = null;
  let release = () => {};
  const service = new SimulatedService(() => blocked ?? Promise.resolve());
  const { phone, endedCalls } = createSimulatedPhone(service, features);
  return {
    service,
    phone,
    endedCalls,
    /** Makes the service answer nothing until `release` is called. */
    block: () => void (blocked = new Promise((resolve) => (release = resolve))),
    release: () => {
      blocked = null;
      release();
    },
    front: () => phone.session(phone.state.get().front ?? ''),
    problems: () => phone.state.get().problems.map(({ code }) => code),
    connect: async (rawId: string) => {
      await phone.placeCall({ kind: 'people', rawIds: [rawId] }, { video: false });
      const call = service.calls.at(-1);
      if (!call) throw new Error('No call was started.');
      call.become('Connected');
      return call;
    },
  };
}

test('C2: a feature whose read throws is reported once, and the call still ends', async () => {
  const broken: AnyCallFeature = {
    name: 'broken',
    read() {
      throw new Error('This feature cannot be read.');
    },
    watch: () => () => {},
    run: async () => {},
  };
  const { connect, phone, problems } = setUp([broken]);
  const call = await connect(bob);
  expect(problems()).toEqual(['unexpected']);
  phone.dismissProblem('unexpected');
  call.setHeldThere(true);
  expect(problems()).toEqual([]);
  call.end({ code: 0, subCode: 0 });
  expect(phone.state.get()).toMatchObject({ calls: [], front: null, ended: { id: call.id } });
  expect(problems()).toEqual([]);
});

test('C2: once a call has ended its features are not read any more, and a call that cannot be read still ends', async () => {
  const readWhileOpen: AnyCallFeature = {
    name: 'readWhileOpen',
    read(call) {
      if (call.state === 'Disconnected') throw new Error('The call is over.');
    },
    watch: () => () => {},
    run: async () => {},
  };
  const { connect, phone, problems } = setUp([readWhileOpen]);
  const first = await connect(bob);
  first.end({ code: 0, subCode: 0 });
  expect([phone.state.get().ended?.id, problems()]).toEqual([first.id, []]);
  const second = await connect(carol);
  Object.defineProperty(second, 'isEmergencyCall', {
    get() {
      throw new Error('The call cannot be read.');
    },
  });
  second.end({ code: 0, subCode: 0 });
  expect(phone.state.get()).toMatchObject({ calls: [], front: null, ended: { id: second.id } });
});

test('C2: mute works again after an attempt that failed', async () => {
  const { connect, front } = setUp();
  const call = await connect(bob);
  call.mute = async () => {
    throw new Error('Not now.');
  };
  await front()?.run(mute, true);
  delete (call as { mute?: unknown }).mute;
  await front()?.run(mute, true);
  expect(call.isMuted).toBe(true);
});

test('C3: a call that ends while it is being accepted leaves no dead screen and no entry in the list of calls', async () => {
  const { service, phone, block, release } = setUp();
  const ring = service.ring();
  const accepted = phone.accept(ring.id, { video: false });
  await vi.waitFor(() => expect(phone.state.get().incoming[0]).toMatchObject({ key: ring.id }));
  ring.accept = async () => {
    const call = service.add('Incoming', ring.id);
    block();
    const ended = call.asTeamsCall();
    call.end({ code: 487, subCode: 0 });
    release();
    return ended;
  };
  await accepted;
  expect(phone.state.get()).toMatchObject({ calls: [], front: null, ended: { id: ring.id } });
});

test('C3: a call that the SDK lists only after its end is not opened', () => {
  const { service, phone } = setUp();
  const late = new SimulatedCall('late', 'Incoming', service);
  late.end({ code: 487, subCode: 0 });
  service.list(late);
  expect(phone.state.get()).toMatchObject({ calls: [], front: null, ended: null });
});

test('C4: a call whose hold fails stays in front, and the call that was dialled is not placed', async () => {
  const { service, connect, phone, front, problems } = setUp();
  const first = await connect(bob);
  service.refuse('hold');
  await phone.placeCall({ kind: 'people', rawIds: [carol] }, { video: false });
  expect(service.started).toEqual([bob]);
  expect(front()?.call.get().id).toBe(first.id);
  expect(first.state).toBe('Connected');
  expect(problems()).toEqual(['call-not-held']);
});

test('C4: hang up ends a call at once while the service does not answer a hold', async () => {
  const { service, connect, phone, front } = setUp();
  const call = await connect(bob);
  const hold = vi.spyOn(call, 'hold').mockReturnValue(new Promise(() => {}));
  void phone.placeCall({ kind: 'people', rawIds: [carol] }, { video: false });
  await vi.waitFor(() => expect(hold).toHaveBeenCalled());
  await front()?.run(hangUp, undefined);
  await new Promise(setImmediate);
  expect([call.state, service.started]).toEqual(['Disconnected', [bob]]);
});

test('C10: when the current call cannot be held, the card stays, and the call is missed if its caller gives up', async () => {
  const { service, connect, phone, problems } = setUp();
  const first = await connect(bob);
  const ring = service.ring();
  service.refuse('hold');
  await phone.accept(ring.id, { video: false });
  expect(phone.state.get().incoming).toMatchObject([{ key: ring.id, isAnswering: false }]);
  expect([first.state, problems()]).toEqual(['Connected', ['call-not-held']]);
  ring.stop({ code: 487, subCode: 0 });
  expect(phone.state.get().incoming).toEqual([]);
  expect(problems()).toEqual(['call-not-held', 'call-missed']);
});

test('C10: when accepting fails, the held call is resumed and the card stays', async () => {
  const { service, connect, phone, problems } = setUp();
  const first = await connect(bob);
  const ring = service.ring();
  service.refuse('accept');
  await phone.accept(ring.id, { video: false });
  expect([first.state, problems()]).toEqual(['Connected', ['call-not-answered']]);
  expect(phone.state.get().incoming).toMatchObject([{ key: ring.id }]);
  await phone.accept(ring.id, { video: false });
  expect(first.state).toBe('LocalHold');
  expect(ring.accepted).toBe(1);
});

test('C10: the card shows who calls and who transferred the call, and follows the SDK when that changes', () => {
  const { service, phone } = setUp();
  const ring = service.ring();
  expect(phone.state.get().incoming).toMatchObject([{ displayName: null, transferorId: null }]);
  ring.calledBy('Bob Baker');
  expect(phone.state.get().incoming).toMatchObject([{ displayName: 'Bob Baker', transferorId: null }]);
  ring.transferredBy(carol);
  expect(phone.state.get().incoming).toMatchObject([{ displayName: 'Bob Baker', transferorId: carol }]);
});

test('C12: a tab that is not the leader tab shows no incoming call, and cannot answer one', async () => {
  const { service, phone } = setUp();
  const leaderStatus = phone.leaderTab.status as unknown as { set: (status: string) => void };
  leaderStatus.set('other');
  const ring = service.ring();
  expect(phone.state.get().incoming).toEqual([]);
  await phone.accept(ring.id, { video: false });
  await phone.decline(ring.id);
  expect([ring.accepted, ring.isRinging]).toEqual([0, true]);
  leaderStatus.set('leader');
  expect(phone.state.get().incoming).toMatchObject([{ key: ring.id }]);
});

test('C21: a transfer that is declined is announced on its call while another call is in front', async () => {
  const { connect, phone, front } = setUp();
  const first = await connect(bob);
  const waiting = front();
  await waiting?.run(transfer, { kind: 'start', target: { kind: 'person', rawId: carol } });
  await connect('8:orgid:d');
  first.settleTransfer('Failed');
  expect(phone.state.get().notices).toMatchObject([
    { kind: 'transferFailed', call: waiting?.key, target: carol, reason: 'declined', code: '603/0' },
  ]);
  expect(first.state).toBe('LocalHold');
});

test('C22: the ends of a held call, and of a front call that a held one replaces, are announced', async () => {
  const { connect, phone, endedCalls } = setUp();
  const [first, second, third] = [await connect(bob), await connect(carol), await connect('8:orgid:d')];
  first.end({ code: 0, subCode: 0 });
  third.end({ code: 0, subCode: 0 });
  const { notices, ended, front } = phone.state.get();
  expect(notices).toMatchObject([
    { kind: 'ended', ended: { id: first.id } },
    { kind: 'ended', ended: { id: third.id } },
  ]);
  expect(ended).toBeNull();
  expect(phone.session(front ?? '')?.call.get()).toMatchObject({ id: second.id, state: 'LocalHold' });
  // The call history is written from these.
  expect(endedCalls.map(({ id }) => id)).toEqual([first.id, third.id]);
});

test.each([true, false])(
  'W2: the snapshot takes isEmergencyCall from the SDK: %s',
  async (isEmergencyCall) => {
    const { connect, front } = setUp();
    const call = await connect('4:911');
    expect(front()?.call.get()).not.toHaveProperty('isEmergencyCall');
    Object.assign(call, { isEmergencyCall });
    call.setHeldThere(true);
    expect(front()?.call.get()).toMatchObject({ isEmergencyCall });
  },
);
