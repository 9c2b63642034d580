import type { Environment } from '../../src/server/settings/environment.ts';
import type { Scenario } from '../contract/calling/scenarios/scenario.ts';
import { runScenarios } from './conformance.ts';
import { readEnvironment } from './environment.ts';
import { checkRoute, exchangeAllTokens } from './exchange.ts';
import { Report } from './report.ts';

/** `0`: every check that ran passed. `1`: a check failed. `2`: no check ran, because settings are missing. */
export type ExitCode = 0 | 1 | 2;

/**
 * Checks on Azure what other tests check on the emulator. The token service's own code exchanges tokens, and the calling
 * scenarios run with Microsoft's Calling SDK in a real browser.
 * @param scenarios if the list is empty, the check starts no browser
 */
export async function runAzureLiveCheck(
  env: Environment,
  scenarios: readonly Scenario[],
  print: (line: string) => void,
): Promise<ExitCode> {
  const environment = readEnvironment(env);
  if ('missing' in environment) {
    print('NOT RUN: nothing was checked. Missing or wrong:');
    for (const line of environment.missing) print(`  ${line}`);
    return 2;
  }
  const { live } = environment;
  const report = new Report(print, live.secrets);
  print(`Against ${live.acs.endpoint}, with ${live.callingModule ?? '@azure/communication-calling'}`);
  const { alice, bob, carol } = await exchangeAllTokens(live, report);
  await checkRoute(live, env, report);
  if (alice && bob && carol) {
    const tokens = { alice, bob, carol };
    await runScenarios(scenarios, live, tokens, report).catch((error: unknown) => {
      report.reportFailed('the scenarios in the browser', error);
    });
  } else report.reportNotRun(`${scenarios.length} scenarios`, 'a person has no ACS token');
  return report.finish();
}
