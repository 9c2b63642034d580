import {
  expect as baseExpect,
  test as base,
  type Expect,
  type PlaywrightTestArgs,
  type PlaywrightTestOptions,
  type PlaywrightWorkerArgs,
  type PlaywrightWorkerOptions,
  type TestType,
} from '@playwright/test';
import { createCallers } from './playwright/callers.ts';
import { addAnsweringAgent, placeIncomingCall } from './playwright/calls.ts';
import { callMatchers } from './playwright/matchers.ts';
import { openEmulator, type OpenedEmulator } from './playwright/openEmulator.ts';
import { createOneClock } from './playwright/oneClock.ts';
import { attachTrace } from './playwright/attachTrace.ts';
import { createSignInAs } from './playwright/signInAs.ts';
import type { CallingFixtures, CallingWorkerFixtures, CallMatchers } from './playwrightTypes.ts';

/**
 * Launch options for Chromium, Chrome and Edge: a fake camera and microphone, permission for them without a prompt, and sound
 * without a click. Set `use: { launchOptions: fakeDevices }` in the configuration.
 */
export const fakeDevices: { args: string[] } = {
  args: [
    '--use-fake-device-for-media-stream',
    '--use-fake-ui-for-media-stream',
    '--autoplay-policy=no-user-gesture-required',
  ],
};

/** Playwright's `test`, with an emulator for each worker, which is reset before each test. */
export const test: TestType<
  PlaywrightTestArgs & PlaywrightTestOptions & CallingFixtures,
  PlaywrightWorkerArgs & PlaywrightWorkerOptions & CallingWorkerFixtures
> = base.extend<
  CallingFixtures & { resetBeforeTest: void },
  CallingWorkerFixtures & { openedEmulator: OpenedEmulator }
>({
  emulatorOptions: [{}, { scope: 'worker', option: true }],
  callTrace: ['on-failure', { scope: 'worker', option: true }],
  openedEmulator: [
    async ({ emulatorOptions }, provide, { project }) => {
      const opened = await openEmulator(emulatorOptions, project.use.baseURL);
      await provide(opened);
      await opened.close();
    },
    { scope: 'worker' },
  ],
  emulator: [({ openedEmulator }, provide) => provide(openedEmulator.emulator), { scope: 'worker' }],
  resetBeforeTest: [
    async ({ openedEmulator, callTrace }, provide, testInfo) => {
      const { emulator } = openedEmulator;
      const wasRecording = callTrace === 'off' || (await emulator.recording.read()).on;
      if (!wasRecording) await emulator.recording.set(true);
      await emulator.reset();
      await provide();
      const hasFailed = testInfo.status !== testInfo.expectedStatus;
      if (callTrace === 'on' || (callTrace === 'on-failure' && hasFailed))
        await attachTrace(emulator, testInfo);
      if (!wasRecording) await emulator.recording.set(false);
      // The report of a failed test gets the state of the emulator.
      if (!hasFailed) return;
      const [calls, agents] = await Promise.all([emulator.calls.list(), emulator.agents.list()]);
      const state = JSON.stringify({ calls, agents, conditions: await emulator.conditions.list() }, null, 2);
      await testInfo.attach('emulator', { body: state, contentType: 'application/json' });
    },
    { auto: true },
  ],
  signInAs: ({ emulator }, provide) => provide(createSignInAs(emulator)),
  incomingCall: ({ emulator }, provide) => provide((options) => placeIncomingCall(emulator, options)),
  clock: async ({ emulator, browser, context }, provide) => {
    const { clock, release } = await createOneClock(emulator, browser, context);
    await provide(clock);
    release();
  },
  callers: ({ emulator }, provide) => provide(createCallers(emulator)),
  network: ({ emulator }, provide) => provide(emulator.network),
  answeringAgent: ({ emulator }, provide) =>
    provide((person, options) => addAnsweringAgent(emulator, person, options)),
});

/** Playwright's `expect`, with expectations about the emulator. They try again until they are met. */
export const expect: Expect<CallMatchers> = baseExpect.extend(callMatchers);

export type { ConditionChanges, Controls } from './controlTypes.ts';
export type {
  Acts,
  Agent,
  Call,
  CentreSettings,
  Conditions,
  ContactCentre,
  Directory,
  Participant,
  Person,
  Scenarios,
} from './declaredTypes.ts';
export type {
  AnsweringAgent,
  CallerOptions,
  Callers,
  CallingFixtures,
  CallingWorkerFixtures,
  CallMatchers,
  IncomingCall,
  OneClock,
  TestEmulator,
} from './playwrightTypes.ts';
