import { isDeepStrictEqual } from 'node:util';
import { scenarios as allScenarios } from '../../contract/calling/scenarios/list.ts';
import { createScenarioRunner } from '../../contract/calling/scenarios/scenarioRunner.ts';
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
    const accounts = {
      alice: await tokens.getAccount(recorder, 'alice'),
      bob: await tokens.getAccount(recorder, 'bob'),
      carol: await tokens.getAccount(recorder, 'carol'),
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
      objectIds: { alice: accounts.alice.oid, bob: accounts.bob.oid, carol: accounts.carol.oid },
      threadId,
      meetingLink,
      timeoutMs: target.timeoutMs,
      isDropIn: false,
    });
    const isProvided = { thread: threadId !== null, meeting: meetingLink !== null };
    for (const scenario of allScenarios) {
      if (scenario.needs && !isProvided[scenario.needs]) continue;
      const result = await runner.run(scenario).then(
        (result) => ({
          isExpected: isDeepStrictEqual(result, scenario.expected),
          detail: JSON.stringify(result),
        }),
        (error: unknown) => ({ isExpected: false, detail: String(error).slice(0, 300) }),
      );
      const value = result.isExpected ? 'ok' : 'differs';
      recorder.add({
        kind: 'action',
        track: 'scenarios',
        name: scenario.title,
        value,
        // How long a scenario takes says nothing about the service, so the time is not recorded.
        at: Date.now(),
        ...(!result.isExpected && { detail: result.detail }),
      });
      operator.print(`  ${value.padEnd(8)}${scenario.title}`);
    }
    await runner.close();
  },
};
