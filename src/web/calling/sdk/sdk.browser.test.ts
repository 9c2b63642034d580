import * as common from '@azure/communication-common';
import { afterEach, expect, test } from 'vitest';
import { sdkCacheName, type SdkFile } from '../../base/sdkFile.ts';
import { loadSdkFile } from './sdk.ts';

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

// Nothing may stay in the page.
afterEach(() => {
  expect('define' in globalThis).toBe(false);
  expect(document.querySelectorAll('script[integrity]')).toHaveLength(0);
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

test('the file can be loaded after a failure', async () => {
  await expect(loadSdkFile({ address: '/missing.js', integrity: '' })).rejects.toThrow('could not be loaded');
  expect(await loadSdkFile(await createFile(defineWith([])))).toEqual({ modules: [] });
});

test.each([
  ['is no AMD module', 'void 0;', 'defines no module'],
  ['needs an unknown package', defineWith(['@azure/unknown']), 'needs @azure/unknown'],
])('the error says if the file %s', async (_fault, code, message) => {
  await expect(loadSdkFile(await createFile(code))).rejects.toThrow(message);
});

test('another script that defines a module meanwhile is ignored', async () => {
  const loading = loadSdkFile(await createFile(defineWith([])));
  const { define } = globalThis as unknown as { define: (...parts: unknown[]) => void };
  define('axe-core', [], () => ({}));
  expect(await loading).toEqual({ modules: [] });
});
