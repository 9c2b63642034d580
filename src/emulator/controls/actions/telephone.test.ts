import { expect, test } from 'vitest';
import { defaultState } from '../../testing/testClient.ts';
import { alice, waitForJoin, getRawId, setUpEmulatorWithCalls } from '../../testing/withCalls.ts';
import type { Call } from '../views.ts';

// The event `place` tells a receiver its place in the call: the kind of the call, and the receiver’s role and presence.

const harness = setUpEmulatorWithCalls();

test.each(['+14255550100', '+4989123456', '4:+14255550101'])(
  'C25: a call from the phone number %s rings with this number, connects with audio only, and ends when the number leaves',
  async (number) => {
    const aliceClient = await harness.connectClient(alice);
    const { call } = await harness.runAction(number, 'ring', { to: alice });
    const { from } = await aliceClient.waitForEvent('incoming');
    const rawId = number.startsWith('4:') ? number : `4:${number}`;
    expect(from).toMatchObject({ id: rawId, bot: 'phone' });
    aliceClient.sendCommand({ t: 'accept', call, state: defaultState });
    const { entry } = await aliceClient.waitForEvent(
      'participant',
      (event) => event.entry.presence === 'Joined',
    );
    expect(entry).toMatchObject({ id: rawId, bot: 'phone', state: { video: false, muted: false } });
    const [callView] = await harness.controlJson<Call[]>('GET', 'calls');
    expect(callView?.participants.map(({ name }) => name)).toContain(rawId.slice(2));
    await harness.runAction(number, 'leave');
    expect(await aliceClient.waitForEnd()).toBe('0/0');
  },
);

test('C25: a phone number can give up a call and hold a call, but has neither a camera nor a screen', async () => {
  const aliceClient = await harness.connectClient(alice);
  const number = '+14255550100';
  await harness.runAction(number, 'ring', { to: alice, giveUpAfterMs: 5_000 });
  await aliceClient.waitForEvent('incoming');
  await harness.controlJson('POST', 'clock', { advanceMs: 5_000 });
  expect(await aliceClient.waitForEnd()).toBe('487/0');
  const { call } = await harness.runAction(number, 'ring', { to: alice });
  aliceClient.sendCommand({ t: 'accept', call, state: defaultState });
  await aliceClient.waitForPresence('Joined');
  await harness.runAction(number, 'hold');
  await aliceClient.waitForEvent('participant', ({ entry }) => entry.state.hold);
  for (const act of ['camera', 'share']) {
    expect((await harness.control('POST', 'act', { as: number, act, on: true })).status).toBe(409);
  }
});

test('C25: a phone number can be the caller in a scenario, and can join a meeting', async () => {
  const aliceClient = await harness.connectClient(alice);
  await harness.controlJson('POST', 'scenarios/being-called', { user: alice, from: '+14255550100' });
  expect((await aliceClient.waitForEvent('incoming')).from.id).toBe('4:+14255550100');
  const meeting = { meetingId: '201000000001', passcode: 'open01' };
  const bobClient = await harness.connectClient('bob@fabrikam.example');
  const ids = { call: crypto.randomUUID(), self: crypto.randomUUID() };
  bobClient.sendCommand({ t: 'join', ...ids, meeting, state: defaultState });
  await bobClient.waitForEvent('place');
  await harness.runAction(alice, 'join', { meeting });
  await waitForJoin(bobClient, alice);
  await harness.runAction('+14255550100', 'join', { meeting });
  await bobClient.waitForEvent(
    'participant',
    ({ entry }) => entry.id === '4:+14255550100' && entry.presence === 'Joined',
  );
});

test('C25: the emulator refuses the action “ring” for a name that is neither a phone number nor in the directory', async () => {
  await harness.connectClient(alice);
  for (const as of [
    '+12',
    '4:nobody',
    '8:orgid:nobody',
    '8:+14255550100',
    '28:orgid:x',
    'nobody',
    getRawId(alice).slice(0, -1),
  ]) {
    expect((await harness.control('POST', 'act', { as, act: 'ring', to: alice })).status).toBe(404);
  }
});
