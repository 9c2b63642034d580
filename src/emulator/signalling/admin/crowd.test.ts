import { afterEach, beforeEach, expect, test } from 'vitest';
import { findPerson } from '../../core/seed.ts';
import type { Call } from '../calls/call.ts';
import { crowdIn, setCrowd } from './crowd.ts';
import { defaultState, newCallTo, startSignalling, TestClient } from '../../testing/testClient.ts';

const [alice = '', bob = ''] = ['alice', 'bob'].map((name) => findPerson(`${name}@fabrikam.example`)?.oid);

let server: Awaited<ReturnType<typeof startSignalling>>;
beforeEach(async () => {
  server = await startSignalling();
});
afterEach(() => server.stop());

async function inTownHall(client: TestClient): Promise<Call> {
  const meeting = { meetingId: '201000000003', passcode: 'crowd3' };
  const [call, self] = [crypto.randomUUID(), crypto.randomUUID()];
  client.command({ t: 'join', call, self, meeting, state: defaultState });
  await client.event('place');
  const found = server.admin.commands.calls.find(call);
  if (!found) throw new Error('no meeting');
  return found;
}
const others = (client: TestClient) => client.events.filter(({ t }) => t === 'participant').length;

test('when a crowd of 350 joins a meeting, every participant gets each entry once, and a later one gets all', async () => {
  const [early, late] = [
    await TestClient.connect(server.url, alice),
    await TestClient.connect(server.url, bob),
  ];
  const call = await inTownHall(early);
  setCrowd(server.admin, call, 350, 1);
  await early.wait(() => (others(early) === 350 ? true : undefined));
  await inTownHall(late);
  await late.wait(() => (others(late) === 351 ? true : undefined));
  const media = early.events.flatMap((event) => (event.t === 'participant' ? [event.entry.bot] : []));
  expect(media.filter((bot) => bot === 'echo')).toHaveLength(1);
  expect(media.filter((bot) => bot === 'silent')).toHaveLength(349);
});

test('a change of one of 350 participants is one frame for each of the others, with that entry only', async () => {
  const a = await TestClient.connect(server.url, alice);
  const call = await inTownHall(a);
  setCrowd(server.admin, call, 350, 0);
  await a.wait(() => (others(a) === 350 ? true : undefined));
  const seen = a.frames.length;
  const [, , one] = crowdIn(server.admin, call);
  server.admin.agentOf(one?.endpoint)?.run({ t: 'state', call: call.id, state: defaultState });
  await a.wait(() => (others(a) === 351 ? true : undefined));
  const [frame, ...more] = a.frames.slice(seen);
  expect(more).toEqual([]);
  expect(frame).toMatchObject({ event: { t: 'participant', entry: { participant: one?.id } } });
  expect(JSON.stringify(frame).length).toBeLessThan(500);
});

test('a crowd grows and shrinks, and the members who came last leave first', async () => {
  const a = await TestClient.connect(server.url, alice);
  const call = await inTownHall(a);
  setCrowd(server.admin, call, 3, 0);
  const [first, second] = crowdIn(server.admin, call);
  setCrowd(server.admin, call, 2, 0);
  expect(crowdIn(server.admin, call)).toEqual([first, second]);
  setCrowd(server.admin, call, 4, 0);
  expect(new Set(crowdIn(server.admin, call).map(({ rawId }) => rawId)).size).toBe(4);
  setCrowd(server.admin, call, 0, 0);
  await a.wait(() => (a.events.filter(({ t }) => t === 'left').length === 5 ? true : undefined));
});

test('a crowd turns a 1:1 call into a group call, which ends when the last person leaves', async () => {
  const [a, b] = [await TestClient.connect(server.url, alice), await TestClient.connect(server.url, bob)];
  const { command, call: id } = newCallTo(bob);
  a.command(command);
  await b.event('incoming');
  b.command({ t: 'accept', call: id, state: defaultState });
  await a.event('participant', ({ entry }) => entry.presence === 'Joined');
  const call = server.admin.commands.calls.find(id);
  if (!call) throw new Error('no call');
  setCrowd(server.admin, call, 5, 0);
  expect((await a.event('place')).kind).toBe('group');
  a.command({ t: 'leave', call: id, everyone: false });
  await b.event('left', ({ participant }) => participant === command.self);
  expect(server.counts().calls).toBe(1);
  b.command({ t: 'leave', call: id, everyone: false });
  await expect.poll(() => server.counts().calls).toBe(0);
});
