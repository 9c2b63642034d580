import * as common from '@azure/communication-common';
import { afterEach, expect, test } from 'vitest';
import { sdkCacheName, type SdkFile } from '../../base/sdkFile.ts';
import { loadSdkFile } from './sdkFile.ts';

/** A file with the integrity of its text. */
async function createFile(code: string, integrityOf = code): Promise<SdkFile> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(integrityOf));
  return {
    address: URL.createObjectURL(new Blob([code], { type: 'text/javascript' })),
    integrity: `sha256-${btoa(String.fromCharCode(...new Uint8Array(digest)))}`,
  };
}

/** The code of an AMD module that exports the modules that it gets. */
const defineWith = (names: readonly string[]) =>
  `define(['exports', ...${JSON.stringify(names)}], (exports, ...modules) => { exports.modules = modules; });`;

const leftovers = () => ({
  define: 'define' in globalThis,
  scripts: document.querySelectorAll('script[integrity]').length,
});

afterEach(() => {
  expect(leftovers()).toEqual({ define: false, scripts: 0 });
});

test('the file gets the packages that it asks for, in its order', async () => {
  const file = await createFile(defineWith(['@azure/communication-common', '@azure/logger']));
  const { modules } = (await loadSdkFile(file)) as { modules: object[] };
  expect(modules[0]).toHaveProperty('getIdentifierRawId', common.getIdentifierRawId);
  expect(modules[1]).toHaveProperty('createClientLogger');
});

test('a file with other content than the build’s does not run, and a stored copy is deleted', async () => {
  await caches.open(sdkCacheName);
  const file = await createFile(`globalThis.hasRun = true;${defineWith([])}`, defineWith([]));
  await expect(loadSdkFile(file)).rejects.toThrow('could not be loaded');
  expect(globalThis).not.toHaveProperty('hasRun');
  expect(await caches.has(sdkCacheName)).toBe(false);
});

test('after a failure the file can be loaded', async () => {
  await expect(loadSdkFile({ address: '/missing.js', integrity: '' })).rejects.toThrow('could not be loaded');
  expect(await loadSdkFile(await createFile(defineWith([])))).toEqual({ modules: [] });
});

test('a file that is no AMD module is refused', async () => {
  await expect(loadSdkFile(await createFile('void 0;'))).rejects.toThrow('defines no module');
});

test('another script that defines a module meanwhile is ignored', async () => {
  const loading = loadSdkFile(await createFile(defineWith([])));
  const { define } = globalThis as unknown as { define: (...parts: unknown[]) => void };
  define('axe-core', [], () => ({}));
  expect(await loading).toEqual({ modules: [] });
});

test('a package that the app does not have is named', async () => {
  const file = await createFile(defineWith(['@azure/unknown']));
  await expect(loadSdkFile(file)).rejects.toThrow('needs @azure/unknown');
});
