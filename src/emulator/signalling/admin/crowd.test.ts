import { afterEach, beforeEach, expect, test } from 'vitest';
import { findPerson } from '../../testing/directory.ts';
import type { Call } from '../calls/call.ts';
import { listCrowd, resizeCrowd } from './crowd.ts';
import { defaultState, createStartCommand, startSignalling, TestClient } from '../../testing/testClient.ts';

// The event `place` tells a receiver its place in the call: the kind of the call, and the receiver’s role and presence.

const [alice = '', bob = ''] = ['alice', 'bob'].map((name) => findPerson(`${name}@fabrikam.example`)?.oid);

let server: Awaited<ReturnType<typeof startSignalling>>;
beforeEach(async () => {
  server = await startSignalling();
});
afterEach(() => server.stop());

/** Joins the meeting *Town hall*. @returns the server's object of the call. */
async function joinTownHall(client: TestClient): Promise<Call> {
  const meeting = { meetingId: '201000000003', passcode: 'crowd3' };
  const [call, self] = [crypto.randomUUID(), crypto.randomUUID()];
  client.sendCommand({ t: 'join', call, self, meeting, state: defaultState });
  await client.waitForEvent('place');
  const meetingCall = server.admin.commands.calls.find(call);
  if (!meetingCall) throw new Error('no meeting');
  return meetingCall;
}
const countParticipantEvents = (client: TestClient) =>
  client.events.filter(({ t }) => t === 'participant').length;

test('when a crowd of 350 joins a meeting, a user who joined earlier and a user who joins later get each roster entry once', async () => {
  const [earlyClient, lateClient] = [
    await TestClient.connect(server.url, alice),
    await TestClient.connect(server.url, bob),
  ];
  const call = await joinTownHall(earlyClient);
  // 350 members, and one of them gets media.
  resizeCrowd(server.admin, call, 350, 1);
  await earlyClient.waitFor(() => (countParticipantEvents(earlyClient) === 350 ? true : undefined));
  await joinTownHall(lateClient);
  // The roster of the later user contains the crowd and the earlier user.
  await lateClient.waitFor(() => (countParticipantEvents(lateClient) === 351 ? true : undefined));
  const kindsOfMedia = earlyClient.events.flatMap((event) =>
    event.t === 'participant' ? [event.entry.bot] : [],
  );
  expect(kindsOfMedia.filter((kind) => kind === 'echo')).toHaveLength(1);
  expect(kindsOfMedia.filter((kind) => kind === 'silent')).toHaveLength(349);
});

test('when one of 350 crowd members changes, a user receives one frame with the roster entry of that member only', async () => {
  const aliceClient = await TestClient.connect(server.url, alice);
  const call = await joinTownHall(aliceClient);
  resizeCrowd(server.admin, call, 350, 0);
  await aliceClient.waitFor(() => (countParticipantEvents(aliceClient) === 350 ? true : undefined));
  const frameCount = aliceClient.frames.length;
  const [, , member] = listCrowd(server.admin, call);
  server.admin
    .findVirtualAgent(member?.endpoint)
    ?.runCommand({ t: 'state', call: call.id, state: defaultState });
  await aliceClient.waitFor(() => (countParticipantEvents(aliceClient) === 351 ? true : undefined));
  const [frame, ...otherFrames] = aliceClient.frames.slice(frameCount);
  expect(otherFrames).toEqual([]);
  expect(frame).toMatchObject({ event: { t: 'participant', entry: { participant: member?.id } } });
  expect(JSON.stringify(frame).length).toBeLessThan(500);
});

test('when a crowd becomes smaller, the members who joined last leave first', async () => {
  const aliceClient = await TestClient.connect(server.url, alice);
  const call = await joinTownHall(aliceClient);
  resizeCrowd(server.admin, call, 3, 0);
  const [first, second] = listCrowd(server.admin, call);
  resizeCrowd(server.admin, call, 2, 0);
  expect(listCrowd(server.admin, call)).toEqual([first, second]);
  resizeCrowd(server.admin, call, 4, 0);
  expect(new Set(listCrowd(server.admin, call).map(({ rawId }) => rawId)).size).toBe(4);
  resizeCrowd(server.admin, call, 0, 0);
  await aliceClient.waitFor(() =>
    aliceClient.events.filter(({ t }) => t === 'left').length === 5 ? true : undefined,
  );
});

test('a crowd turns a 1:1 call into a group call, which ends when the last user leaves', async () => {
  const [aliceClient, bobClient] = [
    await TestClient.connect(server.url, alice),
    await TestClient.connect(server.url, bob),
  ];
  const { command, call: id } = createStartCommand(bob);
  aliceClient.sendCommand(command);
  await bobClient.waitForEvent('incoming');
  bobClient.sendCommand({ t: 'accept', call: id, state: defaultState });
  await aliceClient.waitForEvent('participant', ({ entry }) => entry.presence === 'Joined');
  const call = server.admin.commands.calls.find(id);
  if (!call) throw new Error('no call');
  resizeCrowd(server.admin, call, 5, 0);
  expect((await aliceClient.waitForEvent('place')).kind).toBe('group');
  aliceClient.sendCommand({ t: 'leave', call: id, everyone: false });
  await bobClient.waitForEvent('left', ({ participant }) => participant === command.self);
  expect(server.readCounts().calls).toBe(1);
  bobClient.sendCommand({ t: 'leave', call: id, everyone: false });
  await expect.poll(() => server.readCounts().calls).toBe(0);
});
