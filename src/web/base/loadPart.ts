import { withTimeout } from './withTimeout.ts';

/** The message of Firefox's error for a module that could not be loaded. Chromium and Safari have other messages. */
const firefoxFailure = /^error loading dynamically imported module: (\S+)$/;

/** Milliseconds until loading a chunk fails. If the chunk arrives later, the next attempt gets it at once. */
const partTimeoutMs = 30_000;

/** Counts the repeated imports, so that each gets an address of its own. */
let retryCount = 0;

/**
 * Imports a chunk (a file of the build) so that the caller can repeat that after a failure. Chromium then requests the file again.
 * Firefox remembers the failure of an address as long as the page exists, so there this function at once requests the chunk at
 * another address (observed in Chromium 156 and Firefox 153). If a file that the chunk imports has failed, only a reload helps.
 * @param load the dynamic import, written as a literal `import('…')` so that the build finds it
 * @param exportName an export of the chunk, which tells the chunk from a file that it imports
 * @throws the error of the import, or a `TimeoutError`
 */
export function loadPart<Module extends object>(
  load: () => Promise<Module>,
  exportName: keyof Module,
  timeoutMs: number = partTimeoutMs,
): Promise<Module> {
  const importWithRetry = async (): Promise<Module> => {
    try {
      return await load();
    } catch (cause) {
      const address = firefoxFailure.exec(cause instanceof Error ? cause.message : '')?.[1];
      if (!address) throw cause;
      const url = new URL(address);
      url.searchParams.set('try', String(++retryCount));
      const module = (await import(/* @vite-ignore */ url.href)) as Module;
      if (!(exportName in module)) throw cause;
      return module;
    }
  };
  return withTimeout(importWithRetry(), timeoutMs);
}
