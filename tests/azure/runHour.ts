import { readSettings, type Settings } from '../../src/server/settings/settings.ts';
import { createHourPages } from './hourPages.ts';
import { createHourTokens } from './hourTokens.ts';
import { CommandFault } from './options.ts';
import { createRecord, type HourRecord, type StepRecord } from './record/record.ts';
import { Redactor } from './record/redactor.ts';
import { StepRecorder } from './record/stepRecorder.ts';
import {
  describeCosts,
  StepNotPossible,
  StepRefused,
  type HourContext,
  type HourStep,
} from './steps/step.ts';
import type { HourTarget, Operator } from './target.ts';

/**
 * Runs steps of the hour.
 * @param listeners.onProgress gets the record after each step, so that an interrupted hour leaves a record
 * @param listeners.onToken gets every token. Tests search the record for them
 * @throws CommandFault before the first step if the settings are wrong; Error if a record would contain a secret or a name
 */
export async function runHour(
  target: HourTarget,
  operator: Operator,
  steps: readonly HourStep[],
  listeners: { onProgress?: (record: HourRecord) => void; onToken?: (token: string) => void } = {},
): Promise<HourRecord> {
  const result = readSettings(target.env);
  if ('faults' in result)
    throw new CommandFault(
      `Nothing ran. The settings are incomplete; README.md in tests/azure explains them:\n${result.faults.map(({ message }) => message).join('\n')}`,
    );
  const { settings } = result;
  const redactor = createRedactor(settings, target);
  const tokens = createHourTokens(settings, operator, redactor, listeners.onToken);
  const pages = createHourPages(settings, target, tokens);
  const record = createRecord({ target: target.name, sdk: target.sdkVersion, browser: 'none' });
  const context = { settings, redactor, tokens, pages, target, operator };
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
          : await runStep(step, context);
      operator.print(`  ${stepRecord.outcome}`);
      record.steps.push(stepRecord);
      record.browser = pages.readBrowserVersion() ?? record.browser;
      if (redactor.hasLeak(JSON.stringify(record)))
        throw new Error(
          `The record of “${step.name}” would contain a name or a secret. Report this fault; nothing was written.`,
        );
      listeners.onProgress?.(record);
    }
  } finally {
    await pages.close();
  }
  return record;
}

/** Runs steps like `runHour`, and then closes the target. */
export const runAndClose: typeof runHour = async (target, ...others) => {
  try {
    return await runHour(target, ...others);
  } finally {
    await target.close();
  }
};

async function runStep(step: HourStep, context: HourContext): Promise<StepRecord> {
  const { pages, operator, redactor } = context;
  const recorder = new StepRecorder(redactor);
  try {
    await step.run({ ...context, recorder, openPage: (person, acs) => pages.open(recorder, person, acs) });
    await pages.collect(recorder);
    return recorder.finish(step.name, 'completed');
  } catch (error) {
    // Playwright puts a stack behind the first line of a message.
    const [firstLine = ''] = String(error instanceof Error ? error.message : error).split('\n');
    const isAdvice = error instanceof StepNotPossible || error instanceof StepRefused;
    // Advice is printed with its examples, which the record leaves out.
    operator.print(`  ${isAdvice ? firstLine : redactor.redact(firstLine.slice(0, 300))}`);
    if (error instanceof StepNotPossible) return recorder.finish(step.name, 'not run', firstLine);
    await pages.collect(recorder);
    return recorder.finish(step.name, 'refused', firstLine.slice(0, 300));
  }
}

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
