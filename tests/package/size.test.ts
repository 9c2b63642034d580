import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { expect, inject, test } from 'vitest';
import { installedFolder } from './support/project.ts';

/** About twice today's size, so that a second copy of the drop-in SDK fails. */
const maxTarballBytes = 900_000;
const kib = (bytes: number) => Math.ceil(bytes / 1024);

test('the package is below 900 kB, and the drop-in SDK at most 120 KiB with Brotli', () => {
  const tarballBytes = inject('tarballBytes');
  const dropInBytes = brotliCompressSync(readFileSync(join(installedFolder, 'calling.js'))).length;
  console.log(`package: ${kib(tarballBytes)} KiB, limit ${kib(maxTarballBytes)} KiB`);
  console.log(`drop-in SDK with Brotli: ${kib(dropInBytes)} KiB, limit 120 KiB`);
  expect(tarballBytes).toBeLessThan(maxTarballBytes);
  expect(dropInBytes).toBeLessThanOrEqual(120 * 1024);
});
