import { beforeEach, expect, expectTypeOf, test } from 'vitest';
import type * as z from 'zod';
import { actions } from '../../emulator/controls/actions/actions.ts';
import type * as views from '../../emulator/controls/views.ts';
import { scenarios } from '../../emulator/scenarios/scenarioRoutes.ts';
import { setUpEmulator } from '../../emulator/testing/withEmulator.ts';
import type * as wire from '../../emulator/wire/conditions.ts';
import type { Acts, Scenarios } from '../acts.ts';
import type { ConditionChanges, Conditions } from '../conditions.ts';
import type { Agent, Call, Controls } from '../controlTypes.ts';
import { createControls } from './createControls.ts';

const harness = setUpEmulator();
let controls: Controls;
beforeEach(() => {
  controls = createControls(harness.emulator);
});

test('bob rings at an answering agent of alice, holds, and hangs up; all are given names', async () => {
  await controls.agents.add('alice', { answer: 'accept' });
  const { call, ended } = await controls.act('bob', 'ring', { to: ['alice'] });
  expect(ended).toBeUndefined();
  await controls.act('bob', 'hold', { call: call ?? '' });
  const [onlyCall] = await controls.calls.list();
  expect(onlyCall?.participants).toMatchObject([
    { name: 'Bob Baker', presence: 'Joined', state: { hold: true } },
    { name: 'Alice Archer', presence: 'Joined', state: { hold: false } },
  ]);
  await controls.act('bob', 'leave');
  expect(await controls.calls.list()).toEqual([]);
});

test('conditions are set for a person or for everyone, and reset', async () => {
  await controls.conditions.set({ noLicence: true }, 'alice');
  await controls.conditions.set({ delayGraphMs: 5 });
  const { oid } = await controls.findPerson('alice');
  expect(await controls.conditions.list()).toEqual({ '*': { delayGraphMs: 5 }, [oid]: { noLicence: true } });
  await controls.conditions.reset();
  expect(await controls.conditions.list()).toEqual({});
});

test('the clock moves forward by the given milliseconds', async () => {
  const { aheadMs: before } = await controls.clock.read();
  const { aheadMs, now } = await controls.clock.advance(60_000);
  expect(aheadMs - before).toBe(60_000);
  expect(now.getTime()).toBeGreaterThanOrEqual(Date.now() + 59_000);
});

test('a person gets a token, and a crowd joins a meeting', async () => {
  const { token, expiresOn } = await controls.issueToken('alice');
  expect(token.split('.')).toHaveLength(3);
  expect(expiresOn.getTime()).toBeGreaterThan(Date.now());
  await controls.calls.resizeCrowd({
    meeting: { meetingId: '201000000001', passcode: 'open01' },
    count: 3,
  });
  expect((await controls.calls.list())[0]?.participants).toHaveLength(3);
});

test('a member of a crowd rings, who is not in the list of the directory', async () => {
  await controls.agents.add('alice', { answer: 'accept' });
  await controls.act('crowd001@fabrikam.example', 'ring', { to: ['alice'] });
  const [call] = await controls.calls.list();
  expect(call?.participants.map(({ name }) => name)).toEqual(['Crowd 001 (bot)', 'Alice Archer']);
  await controls.act('crowd001@fabrikam.example', 'leave');
});

test('a refusal gives the reason of the emulator', async () => {
  await expect(controls.act('alice', 'hold')).rejects.toThrow(
    '409 alice@fabrikam.example is in no call in which this can be done now.',
  );
  await expect(controls.startScenario('being-called', 'alice')).rejects.toThrow(
    'Alice Archer is signed in nowhere',
  );
  const stranger = createControls({ url: harness.emulator.url, secret: 'wrong' });
  await expect(stranger.reset()).rejects.toThrow('401 The header x-emulator-secret must carry the secret');
});

test('an unknown name gives an error with the names of the directory', async () => {
  await expect(controls.issueToken('zoe')).rejects.toThrow('has no "zoe". It has: Alice Archer (alice@');
});

test('an emulator that has stopped gives an error with its address', async () => {
  const { emulator } = harness;
  await emulator.stop();
  await expect(controls.readDirectory()).rejects.toThrow(
    `${emulator.url}/emulator/directory: the emulator does`,
  );
});

const actNames = [
  ...(['ring', 'join', 'callerName', 'accept', 'decline', 'mute', 'unmute', 'hold', 'resume'] as const),
  ...(['camera', 'share', 'media', 'leave', 'end', 'add', 'remove', 'admit', 'reject'] as const),
  ...(['muteOthers', 'transfer', 'role', 'hand', 'record', 'transcribe', 'requireConsent'] as const),
  ...(['say', 'slides', 'assign', 'openRoom', 'feature'] as const),
];
const scenarioNames = [
  ...(['being-called', 'queue-call', 'answered-elsewhere', 'caller-gives-up', 'voicemail'] as const),
  ...(['recording', 'declined-call', 'busy', 'no-answer', 'token-expires', 'dead-network'] as const),
  ...(['meeting-with-lobby', 'crowd'] as const),
];

test('the types name every act and every scenario of the emulator', () => {
  expectTypeOf<(typeof actNames)[number]>().toEqualTypeOf<keyof Acts>();
  expect(actNames.toSorted()).toEqual(actions.map(({ name }) => name).toSorted());
  expectTypeOf<(typeof scenarioNames)[number]>().toEqualTypeOf<keyof Scenarios>();
  expect(scenarioNames.toSorted()).toEqual(scenarios.map(({ name }) => name).toSorted());
});

test('the types of conditions, calls and agents are those of the emulator', () => {
  type Emulated = z.infer<typeof wire.Conditions>;
  expectTypeOf<keyof Conditions>().toEqualTypeOf<keyof Emulated>();
  expectTypeOf<Emulated>().toExtend<Conditions>();
  expectTypeOf<wire.ConditionChanges>().toExtend<ConditionChanges>();
  expectTypeOf<views.Call>().toExtend<Call>();
  expectTypeOf<keyof views.Call>().toEqualTypeOf<keyof Call>();
  expectTypeOf<views.Agent>().toExtend<Agent>();
  expectTypeOf<keyof views.Agent>().toEqualTypeOf<keyof Agent>();
});
