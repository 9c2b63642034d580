import { resolve } from 'node:path';
import { resolveConfig } from 'vite';
import { expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
/** Reads Vite's configuration of a build. @param mode `production`, `emulator` or `test` */
const readViteConfig = (mode: string, outDir?: string) =>
  resolveConfig({ root, mode, ...(outDir !== undefined && { build: { outDir } }) }, 'build', mode);

test('E7: unlike the product, a build with the emulator has a folder of its own and the label "Emulator"', async () => {
  const readFolderAndLabel = async (mode: string) => {
    const { build, define } = await readViteConfig(mode);
    return [build.outDir, define?.['__STAND_IN__']];
  };
  expect(await readFolderAndLabel('emulator')).toEqual(['.cache/emulated', '"Emulator"']);
  expect(await readFolderAndLabel('production')).toEqual(['dist/web', '""']);
});

test.each(['dist', resolve(root, 'dist/web')])(
  'E7: Vite’s configuration refuses to put a build with the emulator into %s, a folder of the product',
  async (outDir) => {
    await expect(readViteConfig('emulator', outDir)).rejects.toThrow(/is the product's folder/);
    await expect(readViteConfig('test', outDir)).rejects.toThrow(/is the product's folder/);
  },
);

test.each(['dist-emulator', '/tmp/dist/web'])(
  'Vite’s configuration allows a build with the emulator in %s',
  async (outDir) => {
    await expect(readViteConfig('emulator', outDir)).resolves.toBeDefined();
  },
);
