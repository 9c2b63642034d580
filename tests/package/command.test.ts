import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { expect, inject, test } from 'vitest';
import { installedFolder, runInProject, startCommand } from './support/project.ts';

const kib = (bytes: number) => Math.ceil(bytes / 1024);

test('npx starts the emulator, which prints its addresses, and serves its page of controls', async () => {
  const { readValue } = await startCommand('--secret', 'own-secret');
  expect(readValue('connection string')).toContain(`endpoint=${readValue('emulator')}/;accesskey=`);
  expect(readValue('control secret')).toBe('own-secret');
  expect(readValue('controls')).toBe(`${readValue('emulator')}/emulator#secret=own-secret`);
  const page = await fetch(`${readValue('emulator')}/emulator`);
  expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('</html>')]);
});

test('the command shows its help and its version, and refuses unknown flags with code 2', () => {
  const { version } = JSON.parse(readFileSync(join(installedFolder, 'package.json'), 'utf8')) as {
    version: string;
  };
  const command = ['--no-install', 'acs-calling-emulator'];
  expect(runInProject('npx', [...command, '--version']).stdout).toBe(`${version}\n`);
  expect(runInProject('npx', [...command, '--help'])).toMatchObject({
    status: 0,
    stdout: expect.stringContaining('--app-port <port>'),
  });
  expect(runInProject('npx', [...command, '--colour', '--port=x'])).toMatchObject({
    status: 2,
    stderr: expect.stringMatching(/"--colour" is not a flag\.\n--port must be .*\n--help lists/),
  });
});

test('the package is below 3 MB, and the drop-in SDK at most 120 KiB with Brotli', () => {
  const tarballBytes = inject('tarballBytes');
  const dropInBytes = brotliCompressSync(readFileSync(join(installedFolder, 'calling.js'))).length;
  console.log(`package: ${kib(tarballBytes)} KiB, limit 3000 KiB`);
  console.log(`drop-in SDK with Brotli: ${kib(dropInBytes)} KiB, limit 120 KiB`);
  expect(tarballBytes).toBeLessThan(3_000_000);
  expect(dropInBytes).toBeLessThanOrEqual(120 * 1024);
});
