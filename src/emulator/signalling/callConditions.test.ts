import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createClock, type Clock } from '../core/clock.ts';
import { createConditionStore, type ConditionStore } from '../core/conditionStore.ts';
import { findPerson } from '../testing/directory.ts';
import { defaultState, createStartCommand, startSignalling, TestClient } from '../testing/testClient.ts';

// The event `place` tells a receiver its place in the call: the kind of the call, and the receiver’s role and presence.

const [alice = '', bob = '', carol = ''] = ['alice', 'bob', 'carol'].map(
  (name) => findPerson(`${name}@fabrikam.example`)?.oid,
);

let server: Awaited<ReturnType<typeof startSignalling>>;
let conditions: ConditionStore;
let clock: Clock;
beforeEach(async () => {
  conditions = createConditionStore();
  clock = createClock();
  server = await startSignalling({ conditions, clock, isChatMember: (_chat, oid) => oid === carol });
});
afterEach(() => server.stop());

const connectAs = (oid: string) => TestClient.connect(server.url, oid);
/** Waits until the server has handled everything that the client has sent. */
const waitForPong = async (client: TestClient) => {
  const frameCount = client.frames.length;
  client.sendFrame({ t: 'ping', got: 0 });
  await client.waitFor(({ frames }) => frames.slice(frameCount).find(({ t }) => t === 'pong'));
};
const countEvents = ({ events }: TestClient, t: string) => events.filter((event) => event.t === t).length;

/** Connects Alice and Bob in a 1:1 call. */
async function connectAliceAndBob() {
  const [aliceClient, bobClient] = [await connectAs(alice), await connectAs(bob)];
  const { command, call, self, to } = createStartCommand(bob);
  aliceClient.sendCommand(command);
  await bobClient.waitForEvent('incoming');
  bobClient.sendCommand({ t: 'accept', call, state: defaultState });
  await aliceClient.waitForEvent('participant', ({ entry }) => entry.presence === 'Joined');
  return { aliceClient, bobClient, call, self, bobId: to[0]?.participant ?? '' };
}

test('timing: commands that start or accept a call take as long as the condition says, and later commands wait', async () => {
  conditions.set({ timing: { callSetupMs: 2_000 } });
  const [aliceClient, bobClient] = [await connectAs(alice), await connectAs(bob)];
  const { command, call, to } = createStartCommand(bob);
  const participant = to[0]?.participant ?? '';
  aliceClient.sendCommand(command);
  aliceClient.sendCommand({ t: 'signal', call, to: participant, signal: { ask: 'restart' } });
  await waitForPong(aliceClient);
  clock.advance(1_500);
  await waitForPong(bobClient);
  expect(bobClient.events).toEqual([]);
  clock.advance(500);
  await bobClient.waitForEvent('signal');
  expect(bobClient.events.map(({ t }) => t)).toEqual(['incoming', 'signal']);
  bobClient.sendCommand({ t: 'accept', call, state: defaultState });
  await waitForPong(bobClient);
  const hasBobJoined = () =>
    aliceClient.events.some((event) => event.t === 'participant' && event.entry.presence === 'Joined');
  await waitForPong(aliceClient);
  expect(hasBobJoined()).toBe(false);
  clock.advance(2_000);
  await aliceClient.waitForEvent('participant', ({ entry }) => entry.presence === 'Joined');
});

test('timing: commands of other calls do not wait, and the server drops the waiting commands of a removed endpoint', async () => {
  const { aliceClient, bobClient, call } = await connectAliceAndBob();
  conditions.set({ timing: { callSetupMs: [2_000, 2_000] } }, alice);
  aliceClient.sendCommand(createStartCommand(findPerson('echo@fabrikam.example')?.oid ?? '').command);
  aliceClient.sendCommand({ t: 'state', call, state: { ...defaultState, hold: true } });
  await bobClient.waitForEvent('participant', ({ entry }) => entry.state.hold);
  expect(server.readCounts().calls).toBe(1);
  aliceClient.sendFrame({ t: 'bye' });
  await bobClient.waitForEvent('ended');
  clock.advance(2_000);
  expect(server.readCounts().calls).toBe(0);
});

test('closedPageStays: a page that was closed without hanging up stays in its calls for the time that the condition says', async () => {
  const { aliceClient, bobClient } = await connectAliceAndBob();
  conditions.set({ closedPageStays: { forMs: 400 } });
  const closedAt = performance.now();
  bobClient.sendFrame({ t: 'bye' });
  bobClient.socket.close(1001);
  await bobClient.closeCode;
  await waitForPong(aliceClient);
  expect(countEvents(aliceClient, 'ended')).toBe(0);
  expect((await aliceClient.waitForEvent('ended')).end).toEqual({ code: 0, subCode: 4521 });
  // The condition says 400 ms. The rest is a tolerance for inexact timers.
  expect(performance.now() - closedAt).toBeGreaterThan(350);
  await expect.poll(() => server.readCounts().endpoints).toBe(1);
  // Alice is in no call any more, so the server removes her endpoint at once.
  aliceClient.sendFrame({ t: 'bye' });
  await expect.poll(() => server.readCounts().endpoints).toBe(0);
});

test('withheldCapabilities: the server enforces the condition, and tells the user’s page at once and whenever the user joins a call', async () => {
  const { aliceClient, bobClient, call } = await connectAliceAndBob();
  aliceClient.sendCommand({ t: 'state', call, state: { ...defaultState, screen: true } });
  await bobClient.waitForEvent('participant', ({ entry }) => entry.state.screen);
  conditions.set({ withheldCapabilities: ['shareScreen', 'addTeamsUser'] }, alice);
  expect((await aliceClient.waitForEvent('place')).withheld).toEqual(['shareScreen', 'addTeamsUser']);
  await bobClient.waitForEvent('participant', ({ entry }) => !entry.state.screen && entry.id.endsWith(alice));
  expect(countEvents(bobClient, 'place')).toBe(0);
  const carol = { participant: randomUUID(), id: `8:orgid:${findPerson('carol@fabrikam.example')?.oid}` };
  aliceClient.sendCommand({ t: 'add', call, ...carol });
  expect((await aliceClient.waitForEvent('refused', ({ of }) => of === 'add')).why).toContain(
    'UserPolicyRestricted',
  );
  conditions.reset();
  await aliceClient.waitFor(() => (countEvents(aliceClient, 'place') === 2 ? true : undefined));
  expect(aliceClient.events.findLast((event) => event.t === 'place')).not.toHaveProperty('withheld');

  conditions.set({ withheldCapabilities: ['turnVideoOn'] }, bob);
  const secondCall = createStartCommand(bob);
  aliceClient.sendCommand(secondCall.command);
  await bobClient.waitForEvent('incoming', (event) => event.call === secondCall.call);
  bobClient.sendCommand({ t: 'accept', call: secondCall.call, state: defaultState });
  const context = await bobClient.waitForEvent('place', (event) => event.call === secondCall.call);
  expect(context.withheld).toEqual(['turnVideoOn']);
});

test('the server sends a page the conditions that the page applies itself, after the welcome and at each change', async () => {
  conditions.set({ holdFails: true });
  const [aliceClient, bobClient] = [await connectAs(alice), await connectAs(bob)];
  const listConditions = ({ frames }: TestClient) =>
    frames.flatMap((frame) => (frame.t === 'conditions' ? [frame.set] : []));
  conditions.set({ eventDelivery: 'late' }, alice);
  conditions.set({ mfa: true });
  conditions.reset();
  await aliceClient.waitFor((client) => listConditions(client).length === 3 || undefined);
  await bobClient.waitFor((client) => listConditions(client).length === 2 || undefined);
  expect(listConditions(aliceClient)).toEqual([
    { holdFails: true },
    { eventDelivery: 'late', holdFails: true },
    {},
  ]);
  expect(listConditions(bobClient)).toEqual([{ holdFails: true }, {}]);
  expect(aliceClient.frames[0]?.t).toBe('welcome');
});

test('chatMembersOnly: a person who is not in the chat of the call is not called into it, but a member and a telephone are', async () => {
  const { aliceClient, call } = await connectAliceAndBob();
  conditions.set({ chatMembersOnly: true });
  const carolClient = await connectAs(carol);
  const add = (id: string) => {
    const participant = randomUUID();
    aliceClient.sendCommand({ t: 'add', call, participant, id, threadId: '19:group@thread.v2' });
    return participant;
  };
  const daveId = findPerson('dave@fabrikam.example')?.oid ?? '';
  const dave = add(`8:orgid:${daveId}`);
  await aliceClient.waitForEvent(
    'left',
    ({ participant, end }) => participant === dave && end.code === 403 && end.subCode === 0,
  );
  add(`8:orgid:${carol}`);
  await carolClient.waitForEvent('incoming');
  const telephone = add('4:+14255550100');
  await aliceClient.waitForEvent('participant', ({ entry }) => entry.participant === telephone);
});

test('callsKeepAcsResource: a token of another ACS resource is refused during a call, and accepted otherwise', async () => {
  const { aliceClient, bobClient } = await connectAliceAndBob();
  aliceClient.sendFrame({ t: 'token', token: `${alice} 3600000 second` });
  await aliceClient.waitFor(({ frames }) => frames.find(({ t }) => t === 'accepted-token'));
  conditions.set({ callsKeepAcsResource: true });
  const carolClient = await connectAs(carol);
  carolClient.sendFrame({ t: 'token', token: `${carol} 3600000 second` });
  await carolClient.waitFor(({ frames }) => frames.find(({ t }) => t === 'accepted-token'));
  bobClient.sendFrame({ t: 'token', token: `${bob} 3600000 first` });
  await bobClient.waitFor(({ frames }) => frames.find(({ t }) => t === 'accepted-token'));
  bobClient.sendFrame({ t: 'token', token: `${bob} 3600000 second` });
  expect(await bobClient.closeCode).toBe(4401);
});
