import { expect, test } from 'vitest';
import { defaultState } from '../../testing/testClient.ts';
import { alice, endOf, joined, idOf, withCalls } from '../../testing/withCalls.ts';
import type { Call } from '../views.ts';

const harness = withCalls();

test.each(['+14255550100', '+4989123456', '4:+14255550101'])(
  'C25: the telephone %s rings, with its number and with sound alone; answered, it talks, and hangs up',
  async (number) => {
    const a = await harness.connect(alice);
    const { call } = await harness.action(number, 'ring', { to: alice });
    const { from } = await a.event('incoming');
    const id = number.startsWith('4:') ? number : `4:${number}`;
    expect(from).toMatchObject({ id, bot: 'phone' });
    a.command({ t: 'accept', call, state: defaultState });
    const { entry } = await a.event('participant', (event) => event.entry.presence === 'Joined');
    expect(entry).toMatchObject({ id, bot: 'phone', state: { video: false, muted: false } });
    const [seen] = await harness.controlJson<Call[]>('GET', 'calls');
    expect(seen?.participants.map(({ name }) => name)).toContain(id.slice(2));
    await harness.action(number, 'leave');
    expect(await endOf(a)).toBe('0/0');
  },
);

test('C25: a telephone hangs up, mutes and holds, and has no camera and no screen', async () => {
  const a = await harness.connect(alice);
  const number = '+14255550100';
  await harness.action(number, 'ring', { to: alice, giveUpAfterMs: 5_000 });
  await a.event('incoming');
  await harness.controlJson('POST', 'clock', { advanceMs: 5_000 });
  expect(await endOf(a)).toBe('487/0');
  const { call } = await harness.action(number, 'ring', { to: alice });
  a.command({ t: 'accept', call, state: defaultState });
  await a.event('participant', ({ entry }) => entry.presence === 'Joined');
  await harness.action(number, 'hold');
  await a.event('participant', ({ entry }) => entry.state.hold);
  for (const act of ['camera', 'share']) {
    expect((await harness.control('POST', 'act', { as: number, act, on: true })).status).toBe(409);
  }
});

test('C25: a scenario’s caller may be a telephone; a telephone dials into a meeting', async () => {
  const a = await harness.connect(alice);
  await harness.controlJson('POST', 'scenarios/being-called', { user: alice, from: '+14255550100' });
  expect((await a.event('incoming')).from.id).toBe('4:+14255550100');
  const meeting = { meetingId: '201000000001', passcode: 'open01' };
  const b = await harness.connect('bob@fabrikam.example');
  const ids = { call: crypto.randomUUID(), self: crypto.randomUUID() };
  b.command({ t: 'join', ...ids, meeting, state: defaultState });
  await b.event('place');
  await harness.action(alice, 'join', { meeting });
  await joined(b, alice);
  await harness.action('+14255550100', 'join', { meeting });
  await b.event('participant', ({ entry }) => entry.id === '4:+14255550100' && entry.presence === 'Joined');
});

test('C25: a name that is neither a phone number nor in the directory cannot call', async () => {
  await harness.connect(alice);
  for (const as of ['+12', '4:nobody', '8:orgid:nobody', '28:orgid:x', 'nobody', idOf(alice).slice(0, -1)]) {
    expect((await harness.control('POST', 'act', { as, act: 'ring', to: alice })).status).toBe(404);
  }
});
