import { readFile } from 'node:fs/promises';
import type * as bundling from './bundleModule.ts';

/**
 * Reads a module for browsers that `npm run build:emulator` has bundled and put into the folder of the built emulator. In
 * that build, this file replaces `bundleModule.ts`.
 */
export const browserModule: typeof bundling.browserModule = (name) =>
  readFile(new URL(name, import.meta.url), 'utf8');
