import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import { freePort } from '../../src/server/fixtures/freePort.ts';
import { azureBuild } from '../support/system.ts';

/** Runs the Dockerfile's own commands in a folder that holds only what its last stage copies: `dist`. */

const dockerfile = readFileSync(resolve(import.meta.dirname, '../../Dockerfile'), 'utf8');
const [healthCheck = [], start = []] = [...dockerfile.matchAll(/^\s*CMD (\[.+\])$/gm)].map(
  ([, command = '[]']) => (JSON.parse(command) as string[]).slice(1),
);
const id = '22222222-2222-4333-8444-555555555555';
const key = Buffer.from('a key that no resource ever had').toString('base64');

test('the container’s command serves the app without root rights, answers its health check, and stops on SIGTERM', async () => {
  expect(dockerfile).toMatch(/^COPY --from=build \/build\/dist \.\/dist$/m);
  const folder = mkdtempSync(join(tmpdir(), 'container-'));
  chmodSync(folder, 0o755);
  cpSync(azureBuild, join(folder, 'dist'), { recursive: true });
  const port = await freePort();
  const settings = {
    ACS_CONNECTION_STRING: `endpoint=https://fabrikam.communication.azure.com/;accesskey=${key}`,
    API_CLIENT_ID: id,
    ALLOWED_TENANTS: id,
  };
  const options = (env: object) => ({
    cwd: folder,
    env: { NODE_ENV: 'production', PORT: String(port), ...env },
    // Runs as a user without rights, like the image, so that a file that only root may read fails the test.
    ...(process.getuid?.() === 0 && { uid: 65_534, gid: 65_534 }),
  });
  const isHealthy = () => spawnSync(process.execPath, healthCheck, options({})).status;
  expect(isHealthy()).toBe(1);

  const refused = spawnSync(process.execPath, start, { ...options({}), encoding: 'utf8' });
  expect([refused.status, refused.stderr.match(/^[A-Z_]+(?=: found nothing)/gm)]).toEqual([
    1,
    ['API_CLIENT_ID', 'ACS_CONNECTION_STRING', 'ALLOWED_TENANTS'],
  ]);

  const doctor = spawnSync(process.execPath, ['dist/server/doctor.js'], { ...options({}), encoding: 'utf8' });
  expect([doctor.status, doctor.stdout.match(/^FAIL +setting [A-Z_]+/gm)?.length]).toEqual([1, 3]);

  const service = spawn(process.execPath, start, options(settings));
  let output = '';
  for (const stream of [service.stdout, service.stderr])
    stream.on('data', (text) => (output += String(text)));
  try {
    await expect.poll(isHealthy).toBe(0);
    const page = await fetch(`http://localhost:${port}/`, { headers: { accept: 'text/html' } });
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('<title>')]);
    service.kill('SIGTERM');
    expect(await once(service, 'exit')).toEqual([0, null]);
    expect(isHealthy()).toBe(1);
    expect(output).toContain('"event":"stopped"');
    expect(output).not.toContain(key);
  } finally {
    service.kill('SIGKILL');
    rmSync(folder, { recursive: true });
  }
});
