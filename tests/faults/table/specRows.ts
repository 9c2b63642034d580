import { spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import type { JSONReport, JSONReportSpec, JSONReportSuite } from '@playwright/test/reporter';
import type { RowResult } from './row.ts';

/**
 * The rows of the fault table that are measured by Playwright tests. `title` is a prefix of the title of the row's test. It
 * must not contain a special character of regular expressions, because Playwright selects the tests by a regular expression.
 */
export const specRows = [
  {
    fault: 'a token expires in a call, and during a sleep',
    title: 'the app silently renews a token that expires in a call',
  },
  { fault: 'token service down past expiry, and a refusal', title: 'while the token service is down' },
  { fault: 'Entra hangs, is down or is busy', title: 'when Entra hangs' },
  { fault: 'Entra requires a new sign-in in a call', title: 'when the sign-in is revoked in a call' },
  { fault: 'microphone unplugged, and camera busy', title: 'when a device is lost in a call' },
  { fault: 'two tabs of one user', title: 'calls ring only in the leader tab' },
  { fault: 'two tabs renew a token at the same time', title: 'two tabs renew' },
  { fault: 'storage blocked by the browser', title: 'when the browser blocks storage' },
  { fault: 'clock +2 h', title: 'with a clock two hours ahead' },
  { fault: 'clock −2 h', title: 'with a clock two hours behind' },
  { fault: 'reload in a call', title: 'C8, C9, C23: a reload during a call' },
  { fault: 'redeploy during a call', title: 'C7: after a redeploy a call goes on' },
  { fault: 'answered at another agent', title: 'a call rings in both browsers of Bob' },
] as const;

export const specFiles = [
  'tests/faults/renewal.spec.ts',
  'tests/faults/interaction.spec.ts',
  'tests/faults/tabs.spec.ts',
  'tests/faults/signIn.spec.ts',
  'tests/e2e/devices.spec.ts',
  'tests/e2e/leaderTab.spec.ts',
  'tests/e2e/reload.spec.ts',
  'tests/e2e/redeploy.spec.ts',
  'tests/e2e/call.spec.ts',
];
const root = resolve(import.meta.dirname, '../../..');

const collectSpecs = ({ specs, suites = [] }: JSONReportSuite): JSONReportSpec[] => [
  ...specs,
  ...suites.flatMap(collectSpecs),
];

/** Runs the spec files once. @returns the result of each row, in order. */
export async function runSpecRows(rows: readonly (typeof specRows)[number][]): Promise<RowResult[]> {
  const reportFile = join(tmpdir(), `fault-specs-${process.pid}.json`);
  const pattern = rows.map(({ title }) => title).join('|');
  // `main.ts` has built the app, so Playwright must not build it again.
  const options =
    '-c tests/e2e/playwright.config.ts --no-deps --project calls --project rare --project tokens --reporter json';
  const child = spawn('npx', ['playwright', 'test', ...options.split(' '), '-g', pattern, ...specFiles], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, PLAYWRIGHT_JSON_OUTPUT_NAME: reportFile },
  });
  await new Promise((resolve) => child.on('exit', resolve));
  const { suites } = JSON.parse(readFileSync(reportFile, 'utf8')) as JSONReport;
  rmSync(reportFile);
  const specs = suites.flatMap(collectSpecs);
  return rows.map(({ title }) => {
    const spec = specs.find((candidate) => candidate.title.startsWith(title));
    const [test] = spec?.tests ?? [];
    // A test may state what it measured in an annotation.
    const measured = test?.annotations.find(({ type }) => type === 'measured')?.description;
    const lastResult = test?.results.at(-1);
    const seconds = Math.round((lastResult?.duration ?? 0) / 1000);
    const outcome = spec?.ok
      ? `as the test expects, in ${seconds} s`
      : stripVTControlCharacters(lastResult?.errors[0]?.message ?? 'not as the test expects');
    return {
      subject: spec?.title ?? `no test begins with “${title}”`,
      measured: measured ?? outcome,
      allowed: 'the test passes',
      hasPassed: spec?.ok === true,
    };
  });
}
