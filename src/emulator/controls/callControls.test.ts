import { expect, test } from 'vitest';
import { newCallTo } from '../testing/testClient.ts';
import { personOf } from '../testing/signIn.ts';
import { alice, bob, bobTalksToAlice, endOf, joined, withCalls } from '../testing/withCalls.ts';
import type { Agent, Call, State } from './views.ts';

const harness = withCalls();

test('agents, calls and participants are listed with their current state', async () => {
  const { call } = await bobTalksToAlice(harness);
  const [agents, calls] = [
    await harness.controlJson<Agent[]>('GET', 'agents'),
    await harness.controlJson<Call[]>('GET', 'calls'),
  ];
  expect(agents).toMatchObject([
    { user: alice, name: 'Alice Archer', kind: 'page', connected: true, calls: [call] },
  ]);
  expect(calls).toMatchObject([
    {
      call,
      kind: 'oneToOne',
      participants: [
        { user: bob, presence: 'Joined', media: 'echo', state: { video: true } },
        { user: alice, presence: 'Joined', media: 'page' },
      ],
    },
  ]);
});

test('a watcher gets a change as soon as there is one, and no answer before', async () => {
  const { version } = await harness.controlJson<State & { version: string }>('GET', 'state');
  let heard = false;
  const next = harness.controlJson<State>('GET', `state?after=${version}`).finally(() => (heard = true));
  await new Promise((done) => setTimeout(done, 300));
  expect(heard).toBe(false);
  await harness.connect(alice);
  expect((await next).agents).toHaveLength(1);
});

test('a registered virtual agent accepts or declines by itself', async () => {
  const a = await harness.connect(alice);
  await harness.controlJson('POST', 'agents', {
    user: bob,
    answer: 'accept',
    afterMs: 2_000,
    media: 'silent',
  });
  a.command(newCallTo(personOf(bob).oid).command);
  await a.event('participant', ({ entry }) => entry.presence === 'Ringing');
  await harness.controlJson('POST', 'clock', { advanceMs: 2_000 });
  expect((await joined(a, bob)).entry).toMatchObject({ bot: 'silent', state: { muted: true } });
});

test('a control drops a socket with or without a code, and removes an endpoint', async () => {
  const [a, b] = [await harness.connect(alice), await harness.connect(bob)];
  expect(await harness.controlJson('POST', 'agents/drop', { user: alice, code: 1011 })).toEqual({
    dropped: 1,
  });
  expect(await a.closed).toBe(1011);
  expect(await harness.controlJson('POST', 'agents/drop', {})).toEqual({ dropped: 1 });
  expect(await b.closed).toBe(1006);
  const [agent] = await harness.controlJson<Agent[]>('GET', 'agents');
  await harness.controlJson('DELETE', `agents/${agent?.agent}`);
  expect(await harness.controlJson<Agent[]>('GET', 'agents')).toHaveLength(1);
});

test('moving the clock ends an unanswered call, and a token', async () => {
  const [a, b] = [await harness.connect(alice), await harness.connect(bob)];
  a.command(newCallTo(personOf(bob).oid).command);
  await b.event('incoming');
  await harness.controlJson('POST', 'clock', { advanceMs: 85_000 });
  expect(await endOf(b)).toBe('487/10004');
  expect(await harness.controlJson('POST', 'clock', { advanceMs: 3_515_000 })).toMatchObject({
    aheadMs: 3_600_000,
  });
  expect(await a.closed).toBe(4401);
});

test('reset ends all calls, conditions and virtual agents', async () => {
  const { a } = await bobTalksToAlice(harness);
  await harness.controlJson('POST', 'conditions', { mfa: true });
  await harness.controlJson('POST', 'reset');
  expect(await endOf(a)).toBe('0/4097');
  const { calls, conditions, agents } = await harness.controlJson<State>('GET', 'state');
  expect([calls, conditions, agents.length]).toEqual([[], {}, 1]);
});
