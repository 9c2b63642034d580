import { beforeEach, expect, test } from 'vitest';
import { alice, bob, setUpEmulatorWithCalls } from '../../emulator/testing/withCalls.ts';
import { createControls } from '../controls/createControls.ts';
import type { Callers } from '../playwrightTypes.ts';
import { createCallers } from './callers.ts';

const harness = setUpEmulatorWithCalls();
const hotline = '+1 425 555 0150';
let callers: Callers;
beforeEach(() => (callers = createCallers(createControls(harness.emulator))));

test('a telephone calls once the named agent is connected, and hangs up', async () => {
  const ringing = callers.ring(hotline, { agents: ['alice'], from: '+1 206 555 0123' });
  await harness.connectClient(alice, 'teamsExtensionUser');
  const call = await ringing;
  expect((await call.read())?.participants.map(({ name, presence }) => `${name} ${presence}`)).toEqual([
    '+12065550123 Joined',
    'Alice Archer Ringing',
  ]);
  await call.hangUp();
  await call.ended();
});

test('two agents who answer serve a queue of callers in order', async () => {
  const calls = await callers.ringMany(hotline, 4);
  const { agents } = createControls(harness.emulator);
  const { tid, resource } = {
    tid: 'f1111111-1111-4111-8111-111111111111',
    resource: harness.emulator.directory.acsResource.id,
  };
  for (const upn of [alice, bob]) {
    const oid = harness.emulator.directory.findPerson(upn)?.oid;
    await agents.add(`8:acs:${resource}_${tid}_${oid}`, { answer: 'accept' });
  }
  for (const [index, call] of calls.entries()) {
    expect(await call.answeredBy()).toMatchObject({ name: index % 2 === 0 ? 'Alice Archer' : 'Bob Baker' });
    if (index % 2 === 1) {
      await calls[index - 1]?.hangUp();
      await call.hangUp();
    }
  }
});

test('an agent who is not connected in time is named, and so is a refusal', async () => {
  await expect(callers.ring(hotline, { agents: ['bob'], timeout: 0 })).rejects.toThrow(
    'no page is connected as the agent Bob Baker',
  );
  await expect(callers.ring('+1 425 555 0159')).rejects.toThrow('404 No resource account');
});
