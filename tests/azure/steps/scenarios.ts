import { isDeepStrictEqual } from 'node:util';
import { scenarios as allScenarios } from '../../contract/calling/scenarios/list.ts';
import { createScenarioRunner } from '../../contract/calling/scenarios/scenarioRunner.ts';
import { persons } from '../target.ts';
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
    const objectIds = { alice: '', bob: '', carol: '' };
    for (const person of persons) objectIds[person] = (await tokens.getAccount(recorder, person)).oid;
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
      const value = isDeepStrictEqual(result, expected) ? 'ok' : 'differs';
      const detail = typeof result === 'string' ? result : JSON.stringify(result);
      // How long a scenario takes says nothing about the service, so the time is not recorded.
      const observed = value === 'ok' ? { value } : { value, detail };
      recorder.add({ kind: 'action', track: 'scenarios', name, at: Date.now(), ...observed });
      operator.print(`  ${value.padEnd(8)}${name}`);
    }
    await runner.close();
  },
};
