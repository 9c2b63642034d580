import { expect, test } from 'vitest';
import { liveCheck } from '../../azure/liveCheck.ts';
import { startStandIn } from '../../azure/standIn.ts';
import { scenarios } from './scenarios/list.ts';

test('the live check runs scenarios with tokens that it has exchanged itself, and says which it cannot run', async () => {
  const standIn = await startStandIn();
  const lines: string[] = [];
  const chosen = scenarios.filter(({ title }) => /^hanging up|^nobody answers/.test(title));
  const code = await liveCheck(standIn.env, chosen, (line) => lines.push(line));
  await standIn.close();
  expect(lines.filter((line) => line.startsWith('FAILED'))).toEqual([]);
  expect(lines).toContainEqual(expect.stringMatching(/^ok +hanging up/));
  expect(lines).toContainEqual(expect.stringMatching(/^NOT RUN +nobody answers.*only the emulator/));
  expect(code).toBe(0);
}, 60_000);
