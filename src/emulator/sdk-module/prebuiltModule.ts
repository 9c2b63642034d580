import { readFile } from 'node:fs/promises';
import type * as bundling from './bundleModule.ts';

/**
 * Reads a module for browsers that `npm run build:emulator` has bundled and put into the folder of the built emulator.
 * In the built emulator, this file replaces `bundleModule.ts`.
 */
export const loadBrowserModule: typeof bundling.loadBrowserModule = (name) =>
  readFile(new URL(name, import.meta.url), 'utf8');
