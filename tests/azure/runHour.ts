import type { AcsAccess } from '../../src/server/settings/acsResources.ts';
import { readSettings, type Settings } from '../../src/server/settings/settings.ts';
import type { Person } from '../support/calling/page/sdk.ts';
import { createHourPages, type HourPage } from './hourPages.ts';
import { createHourTokens } from './hourTokens.ts';
import { CommandFault } from './options.ts';
import { createRecord, type HourRecord, type StepRecord } from './record/record.ts';
import { Redactor } from './record/redactor.ts';
import { StepRecorder } from './record/stepRecorder.ts';
import {
  describeCosts,
  StepNotPossible,
  StepRefused,
  type HourStep,
  type StepContext,
} from './steps/step.ts';
import { persons, type HourTarget, type Operator } from './target.ts';

export interface HourListeners {
  /** Gets the record after each step, so that an interrupted hour leaves a record. */
  readonly onProgress?: (record: HourRecord) => void;
  /** Gets every token. Tests search the record for them. */
  readonly onToken?: (token: string) => void;
}

/**
 * Runs steps of the hour.
 * @throws CommandFault before the first step if the settings are wrong; Error if a record would contain a secret or a name
 */
export async function runHour(
  target: HourTarget,
  operator: Operator,
  steps: readonly HourStep[],
  { onProgress, onToken }: HourListeners = {},
): Promise<HourRecord> {
  const result = readSettings(target.env);
  if ('faults' in result)
    throw new CommandFault(
      `Nothing ran. The settings are incomplete; README.md in tests/azure explains them:\n${result.faults.map(({ message }) => message).join('\n')}`,
    );
  const { settings } = result;
  const redactor = createRedactor(settings, target);
  const tokens = createHourTokens(settings, operator, redactor, onToken);
  const pages = createHourPages(settings, target);
  const record = createRecord({ target: target.name, sdk: target.sdkVersion, browser: 'none' });
  const run = { settings, redactor, tokens, pages, target, operator };
  try {
    for (const step of steps) {
      operator.print(`\n${step.name}: ${step.title} (about ${step.minutes} min)`);
      operator.print(`  Costs: ${describeCosts(step)}`);
      operator.print(`  Needs: ${step.needs}`);
      const choice = await operator.confirmStep(step.name);
      if (choice === 'stop') break;
      const stepRecord =
        choice === 'skip'
          ? new StepRecorder(redactor).finish(step.name, 'not run', 'skipped')
          : await runStep(step, run);
      operator.print(`  ${stepRecord.outcome}`);
      record.steps.push(stepRecord);
      record.browser = pages.readBrowserVersion() ?? record.browser;
      if (redactor.findLeaks(JSON.stringify(record)).length > 0)
        throw new Error(
          `The record of “${step.name}” would contain a name or a secret. Report this fault; nothing was written.`,
        );
      onProgress?.(record);
    }
  } finally {
    await pages.close();
  }
  return record;
}

async function runStep(step: HourStep, run: Omit<StepContext, 'recorder' | 'openPage'>): Promise<StepRecord> {
  const recorder = new StepRecorder(run.redactor);
  const finish = async (outcome: StepRecord['outcome'], reason?: string) => {
    await run.pages.collect(recorder, (person) => run.tokens.pseudonymOf(person));
    return recorder.finish(step.name, outcome, reason);
  };
  try {
    await step.run({
      ...run,
      recorder,
      openPage: (person, acs) => openPage(run, recorder, person, acs),
    });
    return await finish('completed');
  } catch (error) {
    // Playwright puts a stack behind the first line of a message.
    const [firstLine = ''] = String(error instanceof Error ? error.message : error).split('\n');
    const isAdvice = error instanceof StepNotPossible || error instanceof StepRefused;
    // Advice is printed with its examples, which the record leaves out.
    run.operator.print(`  ${isAdvice ? firstLine : run.redactor.redact(firstLine.slice(0, 300))}`);
    if (error instanceof StepNotPossible) return recorder.finish(step.name, 'not run', firstLine);
    return finish('refused', firstLine.slice(0, 300));
  }
}

async function openPage(
  { tokens, pages }: Pick<StepContext, 'tokens' | 'pages'>,
  recorder: StepRecorder,
  person: Person,
  acs?: AcsAccess,
): Promise<HourPage> {
  const openedPage = pages.find(person);
  if (openedPage) return openedPage;
  // Without a browser nobody needs to sign in.
  await pages.start();
  const { token } = await tokens.getAcsToken(recorder, person, acs);
  const page = await pages.open(person, token);
  const signedIn = persons.flatMap((name) => {
    const oid = tokens.findAccount(name)?.oid;
    return oid ? [[name, { microsoftTeamsUserId: oid }]] : [];
  });
  // Now each page can call each person who has signed in so far.
  for (const name of persons)
    await pages
      .find(name)
      ?.run((api, people) => void Object.assign(api.people, people), Object.fromEntries(signedIn));
  return page;
}

/** Creates a redactor that knows the settings. */
function createRedactor(settings: Settings, { inputs, modules }: HourTarget): Redactor {
  const redactor = new Redactor();
  for (const tenant of settings.tenants) redactor.learn('tenant', tenant);
  for (const id of new Set([settings.appClientId, settings.apiClientId])) redactor.learn('application', id);
  for (const acs of settings.acs) {
    redactor.learn('resource', acs.endpoint, new URL(acs.endpoint).host);
    if (acs.kind === 'key') redactor.learnSecret(acs.connectionString.split('accesskey=')[1] ?? '');
  }
  if (inputs.threadId) redactor.learn('thread', inputs.threadId);
  if (inputs.meetingLink) redactor.learn('meeting', inputs.meetingLink);
  if (inputs.phoneNumber) redactor.learn('phone', inputs.phoneNumber);
  if (modules) redactor.learn('resource', new URL(modules.calling).host);
  return redactor;
}
