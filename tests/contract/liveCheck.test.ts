import { afterAll, beforeAll, expect, test } from 'vitest';
import { liveCheck } from '../azure/liveCheck.ts';
import { startStandIn, type StandIn } from '../azure/standIn.ts';

// Tests the live check itself, on the emulator. `calling/liveCheck.test.ts` tests its scenarios in the browser.
let standIn: StandIn;
beforeAll(async () => {
  standIn = await startStandIn();
});
afterAll(() => standIn.close());

async function checked(changes: Record<string, string> = {}) {
  const lines: string[] = [];
  const env = { ...standIn.env, ...changes };
  const code = await liveCheck(env, [], (line) => lines.push(line));
  return { code, text: lines.join('\n'), env };
}

test('the check names missing variables, and reports no check as passed', async () => {
  const { code, text } = await checked({
    ACS_CONNECTION_STRING: '',
    TEST_BOB_A1: '',
    TEST_CAROL_A1: 'nonsense',
  });
  expect(code).toBe(2);
  expect(text).toMatch(/^NOT RUN/);
  for (const name of ['ACS_CONNECTION_STRING', 'TEST_BOB_A1', 'TEST_CAROL_A1']) expect(text).toContain(name);
  expect(text).not.toMatch(/^ok/m);
});

test('the check exchanges the Teams token of each person, tries the whole route, and prints no secret', async () => {
  const { code, text, env } = await checked();
  expect([code, text.match(/^ok /gm)?.length]).toEqual([0, 5]);
  const key = env['ACS_CONNECTION_STRING']?.split('accesskey=')[1] ?? '';
  for (const secret of [key, env['TEST_ALICE_A1'] ?? '', env['TEST_ALICE_A2'] ?? '']) {
    expect(secret).not.toBe('');
    expect(text).not.toContain(secret);
  }
});

test('a refusal of Azure fails the check, and no scenario runs after it', async () => {
  const head = standIn.env['ACS_CONNECTION_STRING']?.split('accesskey=')[0] ?? '';
  const { code, text } = await checked({ ACS_CONNECTION_STRING: `${head}accesskey=${'A'.repeat(43)}=` });
  expect(code).toBe(1);
  expect(text).toMatch(/FAILED.*alice/);
  expect(text).toMatch(/NOT RUN.*scenarios/);
});

test('without a caller token the check skips the route and says so', async () => {
  const { code, text } = await checked({ TEST_ALICE_A2: '' });
  expect([code, /NOT RUN.*TEST_ALICE_A2/.test(text)]).toEqual([0, true]);
});
