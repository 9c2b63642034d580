import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { text as readText } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { sendJson } from '../server/fixtures/stub.ts';
import { startTestServer } from '../server/fixtures/testServer.ts';
import { readAudit } from './auditResult.ts';

const root = resolve(import.meta.dirname, '../..');

test.each([
  ['F11: says that it did not run, and fails, if the registry is down', 503, 'The audit did not run: ', 2],
  ['says what the registry knows', 200, 'The registry knows no vulnerability', 0],
])('the audit %s', { timeout: 60_000 }, async (_title, status, text, exitCode) => {
  const registry = await startTestServer((_request, response) => sendJson(response, {}, status));
  const audit = spawn(process.execPath, ['--import', 'tsx', 'src/dev/audit.ts'], {
    cwd: root,
    env: { ...process.env, npm_config_registry: registry.url, npm_config_fetch_retries: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exit = once(audit, 'exit');
  const output = await readText(audit.stdout);
  expect([output, await exit]).toEqual([expect.stringContaining(text), [exitCode, null]]);
});

test('readAudit names the vulnerable packages, and takes a missing report for no audit', () => {
  const vulnerabilities = { hono: { severity: 'high' }, ws: { severity: 'low' } };
  const report = { vulnerabilities, metadata: { vulnerabilities: { total: 2 } } };
  expect(readAudit(JSON.stringify(report))).toEqual({
    text: 'Packages in production have known vulnerabilities: hono (high), ws (low).',
    exitCode: 1,
  });
  for (const output of ['', 'null', '{"error":{"summary":"no lockfile"}}'])
    expect(readAudit(output).exitCode).toBe(2);
});
