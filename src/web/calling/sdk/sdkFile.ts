import { loadPart } from '../../base/loadPart.ts';
import { sdkCacheName, type SdkFile } from '../../base/sdkFile.ts';

/** The code of an AMD module. It gets what `names` asks for: packages, and (as `exports`) an empty object for its exports. */
type Factory = (...modules: object[]) => void;
/** The function by which an AMD module defines itself. @see https://github.com/amdjs/amdjs-api/blob/master/AMD.md */
type Define = ((names: readonly string[], factory: Factory) => void) & { amd?: object };

interface Definition {
  readonly names: readonly string[];
  readonly factory: Factory;
}

/**
 * Loads the Calling SDK from its file. It is a UMD module, which calls the page's `define` if there is one.
 * @returns the exports of the SDK
 * @throws Error if the file cannot be loaded, or is not the file of this build. The caller may try again
 */
export async function loadSdkFile(file: SdkFile): Promise<object> {
  const [{ names, factory }, { common, logger }] = await Promise.all([
    loadDefinition(file),
    loadPart(() => import('./dependencies.ts'), 'common'),
  ]);
  const exports = {};
  const modules = new Map<string, object>([
    ['exports', exports],
    ['@azure/communication-common', common],
    ['@azure/logger', logger],
  ]);
  factory(
    ...names.map((name) => {
      const module = modules.get(name);
      if (!module) throw new Error(`The Calling SDK needs ${name}, which the app does not have.`);
      return module;
    }),
  );
  return exports;
}

async function loadDefinition(file: SdkFile): Promise<Definition> {
  try {
    return await runFile(file);
  } catch (cause) {
    // A damaged copy in the service worker's cache would fail each time. Without it, the browser asks the server.
    const hadCopy = await globalThis.caches?.delete(sdkCacheName).catch(() => false);
    if (hadCopy) return runFile(file);
    throw cause;
  }
}

/** Runs the file, which only gives its code to `define`. */
async function runFile({ address, integrity }: SdkFile): Promise<Definition> {
  const global = globalThis as { define?: Define };
  const script = document.createElement('script');
  try {
    return await new Promise((resolve, reject) => {
      const define = (names: readonly string[], factory: Factory) => {
        // A browser extension may run other AMD modules meanwhile.
        if (document.currentScript === script) resolve({ names, factory });
      };
      global.define = Object.assign(define, { amd: {} });
      const fail = (message: string) => () => reject(new Error(message));
      script.addEventListener('load', fail('The file of the Calling SDK defines no module.'));
      script.addEventListener('error', fail('The file of the Calling SDK could not be loaded.'));
      Object.assign(script, { src: address, integrity });
      document.head.append(script);
    });
  } finally {
    delete global.define;
    script.remove();
  }
}
