import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import {
  createStartCommand,
  defaultState,
  oidOf,
  setUpSignalling,
  type TestClient,
} from '../testing/testClient.ts';

const { server, connect, connectCall } = setUpSignalling({
  isChatMember: (_chat, oid) => oid === oidOf('carol'),
});
const [alice, bob] = [oidOf('alice'), oidOf('bob')];

test('timing: commands that start or accept a call take as long as the condition says, and later commands wait', async () => {
  const { conditions, clock } = server();
  conditions.set({ timing: { callSetupMs: 2_000 } });
  const [aliceClient, bobClient] = await connect('alice', 'bob');
  const { command, call, to } = createStartCommand(bob);
  const participant = to[0]?.participant ?? '';
  aliceClient.sendCommand(command);
  aliceClient.sendCommand({ t: 'signal', call, to: participant, signal: { ask: 'restart' } });
  await aliceClient.ping();
  clock.advance(1_500);
  await bobClient.ping();
  expect(bobClient.events).toEqual([]);
  clock.advance(500);
  await bobClient.waitForEvent('signal');
  expect(bobClient.events.map(({ t }) => t)).toEqual(['incoming', 'signal']);
  bobClient.sendCommand({ t: 'accept', call, state: defaultState });
  await bobClient.ping();
  await aliceClient.ping();
  const hasBobJoined = () =>
    aliceClient.events.some((event) => event.t === 'participant' && event.entry.presence === 'Joined');
  expect(hasBobJoined()).toBe(false);
  clock.advance(2_000);
  await aliceClient.waitForPresence('Joined');
});

test('timing: commands of other calls do not wait, and the server drops the waiting commands of a removed endpoint', async () => {
  const { alice: aliceClient, bob: bobClient, call } = await connectCall();
  const { conditions, clock, readCounts } = server();
  conditions.set({ timing: { callSetupMs: [2_000, 2_000] } }, alice);
  aliceClient.sendCommand(createStartCommand(oidOf('echo')).command);
  aliceClient.sendCommand({ t: 'state', call, state: { ...defaultState, hold: true } });
  await bobClient.waitForEvent('participant', ({ entry }) => entry.state.hold);
  expect(readCounts().calls).toBe(1);
  aliceClient.sendFrame({ t: 'bye' });
  await bobClient.waitForEvent('ended');
  clock.advance(2_000);
  expect(readCounts().calls).toBe(0);
});

test('closedPageStays: a page that was closed without hanging up stays in its calls for the time that the condition says', async () => {
  const { alice: aliceClient, bob: bobClient } = await connectCall();
  server().conditions.set({ closedPageStays: { forMs: 400 } });
  const closedAt = performance.now();
  bobClient.sendFrame({ t: 'bye' });
  bobClient.socket.close(1001);
  await bobClient.closeCode;
  await aliceClient.ping();
  expect(aliceClient.count('ended')).toBe(0);
  expect(await aliceClient.waitForEnd()).toBe('0/4521');
  // The condition says 400 ms. The rest is a tolerance for inexact timers.
  expect(performance.now() - closedAt).toBeGreaterThan(350);
  await expect.poll(() => server().readCounts().endpoints).toBe(1);
  // Alice is in no call any more, so the server removes her endpoint at once.
  aliceClient.sendFrame({ t: 'bye' });
  await expect.poll(() => server().readCounts().endpoints).toBe(0);
});

test('withheldCapabilities: the server enforces the condition, and tells the user’s page at once and whenever the user joins a call', async () => {
  const { alice: aliceClient, bob: bobClient, call } = await connectCall();
  const { conditions } = server();
  aliceClient.sendCommand({ t: 'state', call, state: { ...defaultState, screen: true } });
  await bobClient.waitForEvent('participant', ({ entry }) => entry.state.screen);
  conditions.set({ withheldCapabilities: ['shareScreen', 'addTeamsUser'] }, alice);
  expect((await aliceClient.waitForEvent('place')).withheld).toEqual(['shareScreen', 'addTeamsUser']);
  await bobClient.waitForEvent('participant', ({ entry }) => !entry.state.screen && entry.id.endsWith(alice));
  expect(bobClient.count('place')).toBe(0);
  const carol = { participant: randomUUID(), id: `8:orgid:${oidOf('carol')}` };
  aliceClient.sendCommand({ t: 'add', call, ...carol });
  const refused = await aliceClient.waitForEvent('refused', ({ of }) => of === 'add');
  expect(refused.why).toContain('UserPolicyRestricted');
  conditions.reset();
  await aliceClient.waitForCount('place', 2);
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
  const { conditions } = server();
  conditions.set({ holdFails: true });
  const [aliceClient, bobClient] = await connect('alice', 'bob');
  const listConditions = ({ frames }: TestClient) =>
    frames.flatMap((frame) => (frame.t === 'conditions' ? [frame.set] : []));
  conditions.set({ eventDelivery: 'late' }, alice);
  conditions.set({ mfa: true });
  conditions.reset();
  await aliceClient.waitFor((client) => listConditions(client).length === 3 || undefined);
  await bobClient.waitFor((client) => listConditions(client).length === 2 || undefined);
  const [set, changed] = [{ holdFails: true }, { eventDelivery: 'late', holdFails: true }];
  expect(listConditions(aliceClient)).toEqual([set, changed, {}]);
  expect(listConditions(bobClient)).toEqual([set, {}]);
  expect(aliceClient.frames[0]?.t).toBe('welcome');
});

test('chatMembersOnly: a person who is not in the chat of the call is not called into it, but a member and a telephone are', async () => {
  const { alice: aliceClient, call } = await connectCall();
  server().conditions.set({ chatMembersOnly: true });
  const [carolClient] = await connect('carol');
  const add = (id: string) => {
    const participant = randomUUID();
    aliceClient.sendCommand({ t: 'add', call, participant, id, threadId: '19:group@thread.v2' });
    return participant;
  };
  const dave = add(`8:orgid:${oidOf('dave')}`);
  const left = await aliceClient.waitForEvent('left', ({ participant }) => participant === dave);
  expect(left.end).toEqual({ code: 403, subCode: 0 });
  add(`8:orgid:${oidOf('carol')}`);
  await carolClient.waitForEvent('incoming');
  const telephone = add('4:+14255550100');
  await aliceClient.waitForEvent('participant', ({ entry }) => entry.participant === telephone);
});

test('callsKeepAcsResource: a token of another ACS resource is refused during a call, and accepted otherwise', async () => {
  const { alice: aliceClient, bob: bobClient } = await connectCall();
  const sendToken = async (client: TestClient, name: string, resource: string) => {
    client.sendFrame({ t: 'token', token: `${oidOf(name)} 3600000 ${resource}` });
    await client.waitFor(({ frames }) => frames.find(({ t }) => t === 'accepted-token'));
  };
  await sendToken(aliceClient, 'alice', 'second');
  server().conditions.set({ callsKeepAcsResource: true });
  const [carolClient] = await connect('carol');
  await sendToken(carolClient, 'carol', 'second');
  await sendToken(bobClient, 'bob', 'first');
  bobClient.sendFrame({ t: 'token', token: `${bob} 3600000 second` });
  expect(await bobClient.closeCode).toBe(4401);
});
