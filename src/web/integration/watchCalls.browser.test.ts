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
import { createFactReader } from './callFacts.ts';
import { watchCalls } from './watchCalls.ts';

/** Starts a phone with its history, and collects the events of its calls. */
function startPhone() {
  const service = new SimulatedService();
  const history = createHistory(crypto.randomUUID());
  const { phone } = createSimulatedPhone(service, [], {
    onCallEnded: (ended) => history.put(createCallEntry(ended, ended.otherName)),
    onUnanswered: (call) => history.add(createUnansweredEntry(call)),
  });
  const events: CallEvent[] = [];
  const facts = createFactReader(phone, createSimulatedPeople());
  const stops = [
    startCallLog(phone, history).stop,
    watchCalls(phone, history, facts, (event) => events.push(event)),
    () => void phone.close(),
  ];
  onTestFinished(() => stops.forEach((stop) => stop()));
  const expectTypes = (...types: string[]) =>
    vi.waitFor(() => expect(events.map(({ type }) => type)).toEqual(types), { timeout: 8_000 });
  return { service, history, phone, events, expectTypes };
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
  expect(events[1]?.id).toBe(`${incoming.id}/${alice.rawId}/ended`);
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
