import { isDeepStrictEqual } from 'node:util';
import { scenarios as allScenarios } from '../../contract/calling/scenarios/list.ts';
import { createScenarioRunner } from '../../contract/calling/scenarios/scenarioRunner.ts';
import type { Person } from '../../support/calling/page/sdk.ts';
import type { HourStep } from './step.ts';

export const scenarios: HourStep = {
  name: 'scenarios',
  title: 'Run the calling scenarios that the emulator’s SDK must pass',
  acsMinutes: 60,
  otherCosts: 'The chat of HOUR_THREAD_ID and the meeting show the calls for ever.',
  needs:
    'Three persons with a Teams licence. Scenarios of a group call or a meeting need HOUR_THREAD_ID or HOUR_MEETING_LINK.',
  minutes: 15,
  async run({ target, tokens, recorder, pages, operator }) {
    const signIn = async (person: Person) => (await tokens.getAccount(recorder, person)).oid;
    const objectIds = {
      alice: await signIn('alice'),
      bob: await signIn('bob'),
      carol: await signIn('carol'),
    };
    await pages.closePages();
    const { browser, server, sdkModule, commonModule } = await pages.start();
    const { threadId, meetingLink } = target.inputs;
    const runner = createScenarioRunner({
      browser,
      origin: server.origin,
      sdkModule,
      commonModule,
      fetchToken: async (person) => (await tokens.getAcsToken(recorder, person)).token,
      objectIds,
      threadId,
      meetingLink,
      timeoutMs: target.timeoutMs,
      isDropIn: false,
    });
    const isProvided = { thread: threadId !== null, meeting: meetingLink !== null };
    for (const scenario of allScenarios) {
      if (scenario.needs && !isProvided[scenario.needs]) continue;
      const { title: name, expected } = scenario;
      const result = await runner.run(scenario).catch((error: unknown) => String(error).slice(0, 300));
      const isExpected = isDeepStrictEqual(result, expected);
      const value = isExpected ? 'ok' : 'differs';
      const detail = typeof result === 'string' ? result : JSON.stringify(result);
      // How long a scenario takes says nothing about the service, so the time is not recorded.
      const observed = isExpected ? { value } : { value, detail };
      recorder.add({ kind: 'action', track: 'scenarios', name, at: Date.now(), ...observed });
      operator.print(`  ${value.padEnd(8)}${name}`);
    }
    await runner.close();
  },
};
