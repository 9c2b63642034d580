import { afterAll, beforeAll, expect, test } from 'vitest';
import { runAzureLiveCheck } from '../azure/liveCheck.ts';
import { startStandIn, type StandIn } from '../azure/standIn.ts';

// The live check is `npm run test:azure`, which tests a real Azure resource. Here the emulator stands in for Azure.
// `calling/liveCheck.test.ts` tests the part of the check that runs scenarios in a browser.
let emulatedAzure: StandIn;
beforeAll(async () => {
  emulatedAzure = await startStandIn();
});
afterAll(() => emulatedAzure.close());

/** Runs the check without scenarios. @param changes replaces environment variables. */
async function runLiveCheck(changes: Record<string, string> = {}) {
  const lines: string[] = [];
  const env = { ...emulatedAzure.env, ...changes };
  const exitCode = await runAzureLiveCheck(env, [], (line) => lines.push(line));
  return { exitCode, text: lines.join('\n'), env };
}

test('the live check names missing environment variables, and reports no step as passed', async () => {
  const { exitCode, text } = await runLiveCheck({
    ACS_CONNECTION_STRING: '',
    TEST_BOB_A1: '',
    TEST_CAROL_A1: 'nonsense',
  });
  expect(exitCode).toBe(2);
  expect(text).toMatch(/^NOT RUN/);
  for (const name of ['ACS_CONNECTION_STRING', 'TEST_BOB_A1', 'TEST_CAROL_A1']) expect(text).toContain(name);
  expect(text).not.toMatch(/^ok/m);
});

test('the live check exchanges the Teams token of each person, tries the token service’s route, and prints no secret', async () => {
  const { exitCode, text, env } = await runLiveCheck();
  // Three token exchanges, the refusal of another user's token, and the service's route.
  expect([exitCode, text.match(/^ok /gm)?.length]).toEqual([0, 5]);
  const key = env['ACS_CONNECTION_STRING']?.split('accesskey=')[1] ?? '';
  for (const secret of [key, env['TEST_ALICE_A1'] ?? '', env['TEST_ALICE_A2'] ?? '']) {
    expect(secret).not.toBe('');
    expect(text).not.toContain(secret);
  }
});

test('the live check fails and runs no scenario when Azure refuses the access key', async () => {
  const endpoint = emulatedAzure.env['ACS_CONNECTION_STRING']?.split('accesskey=')[0] ?? '';
  const { exitCode, text } = await runLiveCheck({
    ACS_CONNECTION_STRING: `${endpoint}accesskey=${'A'.repeat(43)}=`,
  });
  expect(exitCode).toBe(1);
  expect(text).toMatch(/FAILED.*alice/);
  expect(text).toMatch(/NOT RUN.*scenarios/);
});

test('without an Entra token for the token service, the live check skips the service’s route and reports that', async () => {
  const { exitCode, text } = await runLiveCheck({ TEST_ALICE_A2: '' });
  expect([exitCode, /NOT RUN.*TEST_ALICE_A2/.test(text)]).toEqual([0, true]);
});
