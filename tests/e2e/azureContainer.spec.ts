import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import { findFreePort } from '../../src/server/fixtures/findFreePort.ts';
import { exampleAccessKey, validEnv } from '../../src/server/fixtures/settings.ts';
import { azureBuild } from '../support/system.ts';

/**
 * The test runs the two commands of the Dockerfile, health check and start, without a container. The commands run in a folder
 * that contains only `dist`, as in the image.
 */

const dockerfile = readFileSync(resolve(import.meta.dirname, '../../Dockerfile'), 'utf8');
/** The arguments after `node` in the line `CMD` of the health check, and in the last `CMD`, which starts the service. */
const [healthCheckArguments = [], startArguments = []] = [...dockerfile.matchAll(/^\s*CMD (\[.+\])$/gm)].map(
  ([, command = '[]']) => (JSON.parse(command) as string[]).slice(1),
);

test('the service of the container serves the app without root rights, passes the health check, and stops on SIGTERM', async () => {
  expect(dockerfile).toMatch(/^COPY --from=build \/build\/dist \.\/dist$/m);
  const folder = mkdtempSync(join(tmpdir(), 'container-'));
  chmodSync(folder, 0o755);
  cpSync(azureBuild, join(folder, 'dist'), { recursive: true });
  const port = await findFreePort();
  const createProcessOptions = (env: object) => ({
    cwd: folder,
    env: { NODE_ENV: 'production', PORT: String(port), ...env },
    // Like the image, the test runs the commands as a user without rights. 65534 is the user `nobody`. A file that only root
    // may read fails the test.
    ...(process.getuid?.() === 0 && { uid: 65_534, gid: 65_534 }),
  });
  /** @returns the exit code of the health check: 0 while the service answers. */
  const checkHealth = () =>
    spawnSync(process.execPath, healthCheckArguments, createProcessOptions({})).status;
  expect(checkHealth()).toBe(1);

  const startWithoutSettings = spawnSync(process.execPath, startArguments, {
    ...createProcessOptions({}),
    encoding: 'utf8',
  });
  expect([
    startWithoutSettings.status,
    startWithoutSettings.stderr.match(/^[A-Z_]+(?=: found nothing)/gm),
  ]).toEqual([1, ['API_CLIENT_ID', 'ACS_CONNECTION_STRING', 'ALLOWED_TENANTS']]);

  const doctorProcess = spawnSync(process.execPath, ['dist/server/doctor.js'], {
    ...createProcessOptions({}),
    encoding: 'utf8',
  });
  expect([doctorProcess.status, doctorProcess.stdout.match(/^FAIL +setting [A-Z_]+/gm)?.length]).toEqual([
    1, 3,
  ]);

  const service = spawn(process.execPath, startArguments, createProcessOptions(validEnv));
  let output = '';
  for (const stream of [service.stdout, service.stderr])
    stream.on('data', (text) => (output += String(text)));
  try {
    await expect.poll(checkHealth).toBe(0);
    const page = await fetch(`http://localhost:${port}/`, { headers: { accept: 'text/html' } });
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('<title>')]);
    service.kill('SIGTERM');
    expect(await once(service, 'exit')).toEqual([0, null]);
    expect(checkHealth()).toBe(1);
    expect(output).toContain('"event":"stopped"');
    expect(output).not.toContain(exampleAccessKey);
  } finally {
    service.kill('SIGKILL');
    rmSync(folder, { recursive: true });
  }
});
