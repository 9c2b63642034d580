import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { readAudit } from './auditResult.ts';

const root = resolve(import.meta.dirname, '../..');

/** Runs the audit with a registry that answers each request alike. */
async function runAudit(status: number, body: string) {
  const registry = createServer((_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(body);
  });
  await new Promise<void>((listening) => registry.listen(0, '127.0.0.1', listening));
  const { port } = registry.address() as AddressInfo;
  const audit = spawn(process.execPath, [join(root, 'node_modules/tsx/dist/cli.mjs'), 'src/dev/audit.ts'], {
    cwd: root,
    env: { ...process.env, npm_config_registry: `http://127.0.0.1:${port}/`, npm_config_fetch_retries: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = new Promise<number | null>((ended) => audit.once('exit', ended));
  const output = await text(audit.stdout);
  registry.close();
  return { output, exitCode: await exited };
}

test('F11: an audit that the registry does not answer says that it did not run, and fails', async () => {
  const { output, exitCode } = await runAudit(503, '{}');
  expect(output).toContain('The audit did not run: ');
  expect(exitCode).toBe(2);
}, 60_000);

test('an audit that the registry answers says what the registry knows', async () => {
  const { output, exitCode } = await runAudit(200, '{}');
  expect([output, exitCode]).toEqual([expect.stringContaining('knows no vulnerability'), 0]);
}, 60_000);

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
