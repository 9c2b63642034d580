import { createIdentifierFromRawId } from '@azure/communication-common';
import { expect, onTestFinished, test, vi } from 'vitest';
import { CallEvent } from '../../contract/callEvent.ts';
import { createSimulatedPeople } from '../fixtures/simulatedPeople.ts';
import { createSimulatedPhone } from '../fixtures/simulatedPhone.ts';
import { SimulatedService } from '../fixtures/simulatedService.ts';
import { alice, bob } from '../fixtures/testUsers.ts';
import { startCallLog } from '../history/callLog.ts';
import { createCallEntry, createUnansweredEntry } from '../history/createEntry.ts';
import { createHistory } from '../history/history.ts';
import { createTestEntry } from '../fixtures/testEntry.ts';
import type { NumberNames } from '../people/numberNames.ts';
import type { LookUpResult } from '../people/people.ts';
import { createFactReader } from './callFacts.ts';
import { endLostCalls } from './endLostCalls.ts';
import { createOpenCalls } from './openCalls.ts';
import { watchCalls } from './watchCalls.ts';

/** Starts a phone with its history, and collects the events of its calls. @param people knows the callers by default */
function startPhone(people = createSimulatedPeople()) {
  const service = new SimulatedService();
  const history = createHistory(crypto.randomUUID());
  const { phone } = createSimulatedPhone(service, [], {
    onCallEnded: (ended) => history.put(createCallEntry(ended, ended.otherName)),
    onUnanswered: (call) => history.add(createUnansweredEntry(call)),
  });
  const events: CallEvent[] = [];
  const facts = createFactReader(phone, people);
  const callLog = startCallLog(phone, history);
  const openCalls = createOpenCalls(phone.ownId);
  const stops = [
    callLog.stop,
    watchCalls(phone, history, facts, openCalls, alice.oid, (event) => events.push(event)),
    () => void phone.close(),
  ];
  onTestFinished(() => stops.forEach((stop) => stop()));
  const expectTypes = (...types: string[]) =>
    vi.waitFor(() => expect(events.map(({ type }) => type)).toEqual(types), { timeout: 8_000 });
  /** Starts the next page of the tab. @returns the events that it tells about calls of this page */
  const startNextPage = async () => {
    const nextPage = createOpenCalls(phone.ownId, 'next');
    const lateEvents: CallEvent[] = [];
    await endLostCalls(nextPage, history, facts, alice.oid, (event, { id }) => {
      lateEvents.push(event);
      nextPage.remove(id);
    });
    return lateEvents;
  };
  const leavePage = () => {
    callLog.writeBeforeLeaving();
    dispatchEvent(new Event('pagehide'));
  };
  return { service, history, phone, events, expectTypes, startNextPage, leavePage };
}
const bobCalls = { identifier: createIdentifierFromRawId(bob.rawId), displayName: bob.name };

test('tells that a call rings, is accepted, has a note, and has ended, with the same id of the call', async () => {
  const { service, history, phone, events, expectTypes } = startPhone();
  const incoming = service.ringIncomingCall(bobCalls);
  await expectTypes('ringing');
  await phone.acceptCall(incoming.id, { video: false });
  service.calls[0]?.changeState('Connected');
  const [key = ''] = phone.state.get().calls;
  await expectTypes('ringing', 'accepted');
  const { id } = phone.findSession(key)?.call.get() ?? { id: '' };
  history.annotate(id, { note: 'Wants' });
  history.annotate(id, { note: 'Wants an offer', label: 'Resolved' });
  await expectTypes('ringing', 'accepted', 'note');
  await phone.hangUp(key);
  await expectTypes('ringing', 'accepted', 'note', 'ended');
  expect(new Set(events.map((event) => event.call.id))).toEqual(new Set([incoming.id]));
  expect(new Set(events.map((event) => event.id)).size).toBe(4);
  expect(events[2]?.call).toMatchObject({
    note: 'Wants an offer',
    label: 'Resolved',
    name: bob.name,
    userId: bob.oid,
  });
  expect(events[3]?.call).toMatchObject({ direction: 'incoming', outcome: 'answered' });
});

test('tells that a call rings once the directory has named the caller', async () => {
  let answer: ((person: LookUpResult) => void) | undefined;
  const find = () => new Promise<LookUpResult>((resolve) => (answer = resolve));
  const { service, events, expectTypes } = startPhone(createSimulatedPeople({ find }));
  const rangAt = Date.now();
  service.ringIncomingCall({ identifier: createIdentifierFromRawId(bob.rawId) });
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(events).toEqual([]);
  answer?.(bob);
  await expectTypes('ringing');
  expect(events[0]?.call).toMatchObject({ name: bob.name, email: bob.upn });
  expect(Date.parse(events[0]?.at ?? '') - rangAt).toBeLessThan(100);
});

test('names the owner of a number that rings', async () => {
  const request: NumberNames['request'] = async (_number, onOwner) => {
    await new Promise((resolve) => setTimeout(resolve, 100));
    onOwner({ name: 'Nadia', company: 'Northwind', oid: null });
  };
  const { service, events, expectTypes } = startPhone(createSimulatedPeople({ request }));
  service.ringIncomingCall({ identifier: createIdentifierFromRawId('4:+14255550100') });
  await expectTypes('ringing');
  expect(events[0]?.call).toMatchObject({ number: '+14255550100', name: 'Nadia' });
});

test('tells without a name that a call rings if the directory does not answer, and before anything else about it', async () => {
  const find = () => new Promise<LookUpResult>(() => {});
  const { service, phone, events, expectTypes } = startPhone(createSimulatedPeople({ find }));
  const identifier = createIdentifierFromRawId(bob.rawId);
  service.ringIncomingCall({ identifier });
  await expectTypes('ringing');
  expect(events[0]?.call.name).toBe('');
  const acceptedAtOnce = service.ringIncomingCall({ identifier });
  await phone.acceptCall(acceptedAtOnce.id, { video: false });
  service.calls[0]?.changeState('Connected');
  await vi.waitFor(() => expect(events.map(({ type }) => type)).toEqual(['ringing', 'ringing', 'accepted']));
});

test('tells an event that the service can read, whatever name a caller has chosen', async () => {
  const { service, events, expectTypes } = startPhone();
  const identifier = createIdentifierFromRawId('4:+14255550100');
  service.ringIncomingCall({ identifier, displayName: '😀'.repeat(1_000) });
  await expectTypes('ringing');
  expect(CallEvent.safeParse(events[0]).success).toBe(true);
});

test('tells that a caller has given up', async () => {
  const { service, events, expectTypes } = startPhone();
  const incoming = service.ringIncomingCall(bobCalls);
  await expectTypes('ringing');
  incoming.endRinging({ code: 487, subCode: 0 });
  await expectTypes('ringing', 'ended');
  expect(events[1]?.call).toMatchObject({ outcome: 'missed', seconds: 0 });
  // The caller's events about the same call, which has the same id there, must not look like repetitions.
  expect(events[1]?.id).toBe(`${incoming.id}/${alice.oid}/ended`);
});

test('tells that somebody has answered the user’s call, and that the call has ended', async () => {
  const { service, events, expectTypes } = startPhone();
  const call = service.addCall('Outgoing');
  call.setParticipants('4:+14255550100');
  call.changeState('Ringing');
  expect(events).toEqual([]);
  call.changeState('Connected');
  await expectTypes('accepted');
  call.changeState('Disconnected');
  await expectTypes('accepted', 'ended');
  expect(events[1]?.call).toMatchObject({ direction: 'outgoing', number: '+14255550100', outcome: 'placed' });
});

test('tells a note that the user writes about a call of an earlier page, and no note that comes from elsewhere', async () => {
  const { history, events, expectTypes } = startPhone();
  const call = { other: '4:+14255550100', outcome: 'placed', note: 'Old' } as const;
  for (const key of ['earlier', 'elsewhere']) history.add(createTestEntry({ key, ...call }));
  history.put(createTestEntry({ key: 'elsewhere', ...call, note: 'Written in another tab' }));
  history.annotate('earlier', { note: 'New' });
  await expectTypes('note');
  expect(events[0]?.call).toMatchObject({
    id: 'earlier',
    direction: 'outgoing',
    number: '+14255550100',
    note: 'New',
  });
});

test('a later page tells once that calls have ended with their page, as the history says', async () => {
  const { service, phone, events, expectTypes, startNextPage, leavePage } = startPhone();
  const accepted = service.ringIncomingCall(bobCalls);
  await expectTypes('ringing');
  await phone.acceptCall(accepted.id, { video: false });
  service.calls[0]?.setParticipants(bob.rawId);
  service.calls[0]?.changeState('Connected');
  await expectTypes('ringing', 'accepted');
  const ringing = service.ringIncomingCall({
    identifier: createIdentifierFromRawId('4:+14255550100'),
  });
  await expectTypes('ringing', 'accepted', 'ringing');
  // The page is open, so another page must not tell the end of its calls.
  expect(await startNextPage()).toEqual([]);
  leavePage();
  const ended = await startNextPage();
  expect(ended.every((event) => CallEvent.safeParse(event).success)).toBe(true);
  expect(
    ended.map(({ type, id, call }) => [type, id, call.id, call.name, call.number, call.outcome]),
  ).toEqual([
    ['ended', `${accepted.id}/${alice.oid}/ended`, events[1]?.call.id, bob.name, '', 'answered'],
    ['ended', `${ringing.id}/${alice.oid}/ended`, ringing.id, '', '+14255550100', 'unknown'],
  ]);
  expect(await startNextPage()).toEqual([]);
});

test('a later page tells that a call has ended because its page crashed, and nothing about calls that have ended before', async () => {
  const { service, expectTypes, startNextPage } = startPhone();
  service.ringIncomingCall(bobCalls).endRinging({ code: 487, subCode: 0 });
  await expectTypes('ringing', 'ended');
  // A page that has crashed holds no lock.
  createOpenCalls(alice.rawId, 'crashed', null).put({ id: 'a', entryKey: 'a', direction: 'outgoing' });
  expect((await startNextPage()).map(({ call }) => [call.id, call.direction, call.outcome])).toEqual([
    ['a', 'outgoing', 'unknown'],
  ]);
});
