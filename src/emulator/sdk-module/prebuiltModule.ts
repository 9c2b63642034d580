import { readFile } from 'node:fs/promises';
import type * as bundling from './bundleModule.ts';

/**
 * Reads a module for pages that `npm run build:emulator` has put into the built emulator's folder. In that build, this
 * file replaces `bundleModule.ts`.
 */
export const browserModule: typeof bundling.browserModule = (name) =>
  readFile(new URL(name, import.meta.url), 'utf8');
