import { spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import * as z from 'zod';
import type { Figure } from './row.ts';

/** Rows that are measured by tests of `npm run test:e2e`, each with the beginning of its test's title. */
export const specRows = [
  {
    fault: 'token ends in mid-call, and past a sleep',
    title: 'the app silently renews a token that expires in a call',
  },
  {
    fault: 'backend down from −10 to −4 min, past expiry; 401, 403, 429, 5xx, hang, HTML',
    title: 'when the token service is down, refuses',
  },
  { fault: 'Entra hangs, is down, is busy', title: 'when Entra hangs' },
  { fault: 'interaction needed in a call', title: 'when the sign-in is revoked in a call' },
  { fault: 'microphone unplugged, camera busy', title: 'a user changes the camera in a call' },
  { fault: 'two tabs of one user', title: 'calls ring only in the leader tab' },
  { fault: 'two tabs renew a token', title: 'two tabs renew' },
  { fault: 'storage blocked', title: 'when the browser blocks storage' },
] as const;

const files = [
  'tests/faults/renewal.spec.ts',
  'tests/faults/interaction.spec.ts',
  'tests/faults/tabs.spec.ts',
  'tests/faults/signIn.spec.ts',
  'tests/e2e/devices.spec.ts',
  'tests/e2e/leaderTab.spec.ts',
];
const root = resolve(import.meta.dirname, '../../..');

const Spec = z.object({
  title: z.string(),
  ok: z.boolean(),
  tests: z.array(
    z.object({
      annotations: z.array(z.object({ type: z.string(), description: z.optional(z.string()) })),
      results: z.array(z.object({ duration: z.number() })),
    }),
  ),
});
interface Suite {
  readonly specs?: unknown[];
  readonly suites?: Suite[];
}
const specsOf = ({ specs = [], suites = [] }: Suite): unknown[] => [...specs, ...suites.flatMap(specsOf)];

/** Runs the spec files once. @returns the figure of each row, in order. */
export async function runSpecRows(rows: readonly (typeof specRows)[number][]): Promise<Figure[]> {
  const report = join(tmpdir(), `fault-specs-${process.pid}.json`);
  const pattern = rows.map(({ title }) => title).join('|');
  const config = ['-c', 'tests/e2e/playwright.config.ts'];
  const child = spawn(
    'npx',
    // `main.ts` has built the app, so Playwright must not build it again.
    [
      'playwright',
      'test',
      ...config,
      '--no-deps',
      '--project',
      'calls',
      '--project',
      'tokens',
      '--reporter',
      'json',
      '-g',
      pattern,
      ...files,
    ],
    {
      cwd: root,
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, PLAYWRIGHT_JSON_OUTPUT_NAME: report },
    },
  );
  await new Promise((done) => child.on('exit', done));
  const { suites } = JSON.parse(readFileSync(report, 'utf8')) as { suites: Suite[] };
  rmSync(report);
  const specs = suites.flatMap(specsOf).map((spec) => Spec.parse(spec));
  return rows.map(({ title }) => {
    const spec = specs.find((candidate) => candidate.title.startsWith(title));
    const [test] = spec?.tests ?? [];
    const measured = test?.annotations.find(({ type }) => type === 'measured')?.description;
    const seconds = Math.round((test?.results.at(-1)?.duration ?? 0) / 1000);
    const outcome = spec?.ok ? `as the test expects, in ${seconds} s` : 'not as the test expects';
    return {
      what: spec?.title ?? `no test begins with “${title}”`,
      measured: measured ?? outcome,
      allowed: 'what the test says',
      passed: spec?.ok === true,
    };
  });
}
