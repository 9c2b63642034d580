import { readFile } from 'node:fs/promises';
import type * as bundling from './bundleModule.ts';

/** In the built emulator, this replaces `bundleModule.ts`. It reads a module that `npm run build:emulator` has bundled. */
export const loadBrowserModule: typeof bundling.loadBrowserModule = (name) =>
  readFile(new URL(name, import.meta.url), 'utf8');
