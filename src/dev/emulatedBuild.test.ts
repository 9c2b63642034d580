import { resolve } from 'node:path';
import { resolveConfig } from 'vite';
import { expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const configOf = (mode: string, outDir?: string) =>
  resolveConfig({ root, mode, ...(outDir !== undefined && { build: { outDir } }) }, 'build', mode);

test('E7: gives a build with the emulator its own folder and the mark "Emulator", and the product neither', async () => {
  const emulated = await configOf('emulator');
  expect([emulated.build.outDir, emulated.define?.['__STAND_IN__']]).toEqual([
    '.cache/emulated',
    '"Emulator"',
  ]);
  const product = await configOf('production');
  expect([product.build.outDir, product.define?.['__STAND_IN__']]).toEqual(['dist/web', '""']);
});

test.each(['dist/web', 'dist', 'dist/other', resolve(root, 'dist/web')])(
  'E7: refuses to put a build with the emulator into %s, from which the product is served',
  async (outDir) => {
    await expect(configOf('emulator', outDir)).rejects.toThrow(/is the product's folder/);
    await expect(configOf('test', outDir)).rejects.toThrow(/is the product's folder/);
  },
);

test.each(['dist-emulator', '/tmp/dist/web'])('puts a build with the emulator into %s', async (outDir) => {
  await expect(configOf('emulator', outDir)).resolves.toBeDefined();
});
