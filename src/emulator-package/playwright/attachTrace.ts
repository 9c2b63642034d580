import { writeFile } from 'node:fs/promises';
import type { TestInfo } from '@playwright/test';
import { createTraceFile } from '../../emulator/trace/tracePage.ts';
import type { Controls } from '../controlTypes.ts';

/** The colours of Playwright's error messages in a terminal. */
// oxlint-disable-next-line no-control-regex -- escape sequences begin with this character
const terminalColours = /\u001b\[[\d;]*m/g;

/**
 * Writes the trace of a test into the test's output folder, as a page and as a file for `trace show`, and adds both to every report.
 * `testInfo.attach` would give the files other names, and most reporters drop an attachment without a file.
 */
export async function attachTrace({ recording }: Controls, testInfo: TestInfo): Promise<void> {
  const [error] = testInfo.errors;
  const message = error?.message?.replace(terminalColours, '').split('\n').slice(0, 6).join('\n');
  await recording.note(`The test ${testInfo.status}${message ? `: ${message.slice(0, 1_500)}` : ''}`);
  const trace = await recording.readTrace();
  const title = testInfo.titlePath.slice(1).join(' › ');
  const page = await createTraceFile({ title, trace });
  const files = [
    { name: 'emulator-trace.html', contentType: 'text/html', body: page },
    { name: 'emulator-trace.jsonl', contentType: 'application/jsonl', body: trace },
  ];
  for (const { name, contentType, body } of files) {
    const path = testInfo.outputPath(name);
    await writeFile(path, body);
    testInfo.attachments.push({ name, contentType, path });
  }
}
