import { readFile } from 'node:fs/promises';
import type * as bundling from './bundleModule.ts';

/**
 * Reads a module for pages from the built emulator's folder, where `npm run build:emulator` has put it. That build
 * swaps this file in for `bundleModule.ts`.
 */
export const browserModule: typeof bundling.browserModule = (name) =>
  readFile(new URL(name, import.meta.url), 'utf8');
