import { expect, test } from 'vitest';
import { setUpCommands, townHall } from '../../testing/commandClients.ts';
import { defaultState } from '../../testing/testClient.ts';
import { listCrowd, resizeCrowd } from './crowd.ts';

const { server, connectCall, joinMeeting, findCall } = setUpCommands();

test('when a crowd of 350 joins a meeting, a user who joined earlier and a user who joins later get each roster entry once', () => {
  const [alice] = joinMeeting(townHall, 'alice');
  // 350 members, and one of them gets media.
  resizeCrowd(server().admin, findCall(alice), 350, 1);
  const media = alice.listEvents('participant').map(({ entry }) => entry.bot);
  expect(media.filter((kind) => kind === 'echo')).toHaveLength(1);
  expect(media.filter((kind) => kind === 'silent')).toHaveLength(349);
  const [bob] = joinMeeting(townHall, 'bob');
  // The roster of the later user contains the crowd and the earlier user.
  expect(bob.listEvents('participant')).toHaveLength(351);
});

test('when one of 350 crowd members changes, a user receives only one short event, with the roster entry of that member', () => {
  const [alice] = joinMeeting(townHall, 'alice');
  const [{ admin }, call] = [server(), findCall(alice)];
  resizeCrowd(admin, call, 350, 0);
  const eventCount = alice.events.length;
  const [, , member] = listCrowd(admin, call);
  admin.findVirtualAgent(member?.endpoint)?.runCommand({ t: 'state', call: call.id, state: defaultState });
  const events = alice.events.slice(eventCount);
  expect(events).toMatchObject([{ t: 'participant', entry: { participant: member?.id } }]);
  expect(JSON.stringify(events).length).toBeLessThan(500);
});

test('when a crowd becomes smaller, the members who joined last leave first', () => {
  const [alice] = joinMeeting(townHall, 'alice');
  const [{ admin }, call] = [server(), findCall(alice)];
  resizeCrowd(admin, call, 3, 0);
  const [first, second] = listCrowd(admin, call);
  resizeCrowd(admin, call, 2, 0);
  expect(listCrowd(admin, call)).toEqual([first, second]);
  resizeCrowd(admin, call, 4, 0);
  expect(new Set(listCrowd(admin, call).map(({ rawId }) => rawId)).size).toBe(4);
  resizeCrowd(admin, call, 0, 0);
  expect(alice.listEvents('left')).toHaveLength(5);
});

test('a crowd turns a 1:1 call into a group call, which ends when the last user leaves', () => {
  const [alice, bob] = connectCall('alice', 'bob');
  resizeCrowd(server().admin, findCall(alice), 5, 0);
  expect(alice.lastEvent('place')?.kind).toBe('group');
  alice.leave();
  expect(bob.lastEvent('left')?.participant).toBe(alice.self);
  expect(server().commands.calls.size).toBe(1);
  bob.leave();
  expect(server().commands.calls.size).toBe(0);
});
