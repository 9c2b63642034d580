import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { defaultState } from '../../testing/testClient.ts';
import { alice, bob, carol, getRawId, setUpEmulatorWithCalls } from '../../testing/withCalls.ts';
import type { Call } from '../views.ts';

const harness = setUpEmulatorWithCalls();
const number = '+14255550100';
const queueRawId = '28:orgid:aa000000-0000-4000-8000-0000000000aa';

test('a call through a queue rings with the outside caller, and names the queue as the transferor', async () => {
  const aliceClient = await harness.connectClient(alice);
  await harness.runAction(number, 'ring', { to: alice, via: queueRawId });
  expect(await aliceClient.waitForEvent('incoming')).toMatchObject({
    from: { id: `4:${number}` },
    transferor: queueRawId,
    transferorName: 'Support queue',
  });
});

test('a call that another user has forwarded names that user as the transferor', async () => {
  const aliceClient = await harness.connectClient(alice);
  await harness.runAction(number, 'ring', { to: alice, via: carol });
  const incoming = await aliceClient.waitForEvent('incoming');
  expect(incoming.transferor).toBe(getRawId(carol));
  expect(incoming).not.toHaveProperty('transferorName');
  const unknownQueue = { as: number, act: 'ring', to: alice, via: '28:orgid:nobody' };
  expect((await harness.control('POST', 'act', unknownQueue)).status).toBe(404);
});

test('an incoming call brings the context that the calling application sent', async () => {
  const aliceClient = await harness.connectClient(alice);
  const context = { userToUser: 'order 4711', sipHeaders: [{ key: 'X-MS-Custom-Case', value: '12' }] };
  await harness.runAction(bob, 'ring', { to: alice, context });
  expect((await aliceClient.waitForEvent('incoming')).context).toEqual(context);
});

test('a caller’s name reaches the callee while the call rings, and also during the call', async () => {
  const aliceClient = await harness.connectClient(alice);
  await harness.runAction(number, 'ring', { to: alice });
  const { call, self } = await aliceClient.waitForEvent('incoming');
  await harness.runAction(number, 'callerName', { name: 'Ada' });
  expect(await aliceClient.waitForEvent('caller')).toEqual({ t: 'caller', call, name: 'Ada' });
  aliceClient.sendCommand({ t: 'accept', call, self, state: defaultState });
  await aliceClient.waitForEvent('participant');
  await harness.runAction(number, 'callerName', { name: 'Ada Lovelace' });
  await aliceClient.waitForEvent('caller', ({ name }) => name === 'Ada Lovelace');
});

test('a user can call on behalf of a user of the same tenant, and of nobody else', async () => {
  await harness.connectClient(alice);
  await harness.runAction(bob, 'ring', { to: alice, onBehalfOf: carol });
  expect(await harness.controlJson<Call[]>('GET', 'calls')).toMatchObject([{ onBehalfOf: getRawId(carol) }]);
  const { ended } = await harness.runAction(bob, 'ring', { to: alice, onBehalfOf: 'erin@contoso.example' });
  expect(ended).toEqual({ code: 403, subCode: 0 });
});

const listPresences = ({ participants }: Call) => participants.map(({ presence }) => presence);

/** Lets Alice call the phone number that a bot answers. @returns a function that transfers the number, and its outcome. */
async function connectAliceToNumber() {
  const aliceClient = await harness.connectClient(alice);
  const [call, participant] = [randomUUID(), randomUUID()];
  aliceClient.sendCommand({
    t: 'start',
    call,
    self: randomUUID(),
    to: [{ participant, id: `4:${number}` }],
    state: defaultState,
  });
  await aliceClient.waitForPresence('Joined');
  const transferTo = async (target: { id: string; voicemail?: true }) => {
    const ticket = randomUUID();
    aliceClient.sendCommand({ t: 'transfer', call, ticket, participant, target });
    return (await aliceClient.waitForEvent('transferred', (event) => event.ticket === ticket)).end;
  };
  return { aliceClient, transferTo };
}

test('a bot can be transferred to a voicemail: the transfer succeeds, and the transferor’s call ends', async () => {
  const { aliceClient, transferTo } = await connectAliceToNumber();
  expect(await transferTo({ id: getRawId(carol), voicemail: true })).toBeNull();
  expect(await aliceClient.waitForEnd()).toBe('0/0');
  const [voicemailCall] = await harness.controlJson<Call[]>('GET', 'calls');
  expect(voicemailCall?.participants.map(({ id, media }) => [id, media])).toEqual([
    [`4:${number}`, 'phone'],
    [getRawId(carol), 'voicemail'],
  ]);
});

test('when the transfer target is busy, declines or is not reachable, the bot stays in the former call', async () => {
  const { transferTo } = await connectAliceToNumber();
  expect(await transferTo({ id: getRawId('busy@fabrikam.example') })).toEqual({ code: 486, subCode: 0 });
  expect(await transferTo({ id: getRawId('decline@fabrikam.example') })).toEqual({ code: 603, subCode: 0 });
  expect(await transferTo({ id: getRawId(carol) })).toEqual({ code: 480, subCode: 10037 });
  const calls = await harness.controlJson<Call[]>('GET', 'calls');
  expect(calls.map(listPresences)).toEqual([['Joined', 'Joined']]);
});

test('a transfer whose target does not answer fails after a minute of the emulator’s clock', async () => {
  const { transferTo } = await connectAliceToNumber();
  const outcome = transferTo({ id: getRawId('noanswer@fabrikam.example') });
  await expect.poll(() => harness.controlJson<Call[]>('GET', 'calls')).toHaveLength(2);
  await harness.controlJson('POST', 'clock', { advanceMs: 59_000 });
  expect(await Promise.race([outcome, delay(100, 'no outcome')])).toBe('no outcome');
  await harness.controlJson('POST', 'clock', { advanceMs: 1_000 });
  expect(await outcome).toEqual({ code: 487, subCode: 10004 });
  // The bot stays in the former call, and gives up the other call.
  await expect
    .poll(async () => (await harness.controlJson<Call[]>('GET', 'calls')).map(listPresences))
    .toEqual([['Joined', 'Joined']]);
});
