import { expect, test } from 'vitest';
import { runAzureLiveCheck } from '../../azure/liveCheck.ts';
import { startStandIn } from '../../azure/standIn.ts';
import { scenarios } from './scenarios/list.ts';

/** The live check is `npm run test:azure`. Here the emulator stands in for Azure. */
test('the live check runs scenarios with tokens that it has exchanged itself, and reports the scenarios that it cannot run', async () => {
  const emulatedAzure = await startStandIn();
  const lines: string[] = [];
  const selectedScenarios = scenarios.filter(({ title }) => /^hanging up|nobody answers/.test(title));
  const exitCode = await runAzureLiveCheck(emulatedAzure.env, selectedScenarios, (line) => lines.push(line));
  await emulatedAzure.close();
  expect(lines.filter((line) => line.startsWith('FAILED'))).toEqual([]);
  expect(lines).toContainEqual(expect.stringMatching(/^ok +hanging up/));
  expect(lines).toContainEqual(expect.stringMatching(/^NOT RUN .*nobody answers.*only the emulator/));
  expect(exitCode).toBe(0);
}, 60_000);
