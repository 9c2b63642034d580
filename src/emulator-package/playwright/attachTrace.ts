import type { TestInfo } from '@playwright/test';
import { createTraceFile } from '../../emulator/trace/tracePage.ts';
import type { Controls } from '../controlTypes.ts';

/** The colours of Playwright's error messages in a terminal. */
// oxlint-disable-next-line no-control-regex -- escape sequences begin with this character
const terminalColours = /\u001b\[[\d;]*m/g;

/** Adds the trace of a test to its report: as a page, which opens in the browser, and as a file for `trace show --against`. */
export async function attachTrace({ recording }: Controls, testInfo: TestInfo): Promise<void> {
  const [error] = testInfo.errors;
  const message = error?.message?.replace(terminalColours, '').split('\n').slice(0, 6).join('\n');
  await recording.note(`The test ${testInfo.status}${message ? `: ${message.slice(0, 1_500)}` : ''}`);
  const trace = await recording.readTrace();
  const title = testInfo.titlePath.slice(1).join(' › ');
  const page = await createTraceFile({ title, trace });
  await testInfo.attach('emulator-trace.html', { body: page, contentType: 'text/html' });
  await testInfo.attach('emulator-trace.jsonl', { body: trace, contentType: 'application/jsonl' });
}
