import { loadPart } from '../../base/loadPart.ts';
import { sdkCacheName, sdkFile, type SdkFile } from '../../base/sdkFile.ts';
import { withTimeout } from '../../base/withTimeout.ts';

export type Sdk = typeof import('@azure/communication-calling');

/** Milliseconds that loading the SDK may take. Its file is the app's largest: at 300 kbit/s it takes 45 s. */
const sdkTimeoutMs = 120_000;

let loading: Promise<object> | null = null;

/**
 * Loads the Calling SDK once: Microsoft's package or its local replacement, as the build decides. Other files import only types.
 * @throws Error if the SDK cannot be loaded. The caller may try again
 */
export async function loadSdk(): Promise<Sdk> {
  // The export `CallClient` shows that the module is complete.
  if (import.meta.env.DEV)
    return loadPart(() => import('@azure/communication-calling'), 'CallClient', sdkTimeoutMs);
  if (!sdkFile) throw new Error('The build has no file of the Calling SDK.');
  loading ??= loadSdkFile(sdkFile).catch((cause: unknown) => {
    loading = null;
    throw cause;
  });
  return (await withTimeout(loading, sdkTimeoutMs)) as Sdk;
}

/** The code of an AMD module. It gets the packages that it has named, and for the name `exports` an object to fill. */
type Factory = (...modules: object[]) => void;
/** An AMD module calls this function to define itself. @see https://github.com/amdjs/amdjs-api/blob/master/AMD.md */
type Define = ((names: readonly string[], factory: Factory) => void) & { amd?: object };

interface Definition {
  readonly names: readonly string[];
  readonly factory: Factory;
}

/**
 * Loads the Calling SDK from its file, a UMD module, which calls the page's `define` if there is one.
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
    // The service worker's cache may hold a damaged copy, which would fail each time. Without it, the browser asks the server.
    const hadCopy = await globalThis.caches?.delete(sdkCacheName).catch(() => false);
    if (hadCopy) return runFile(file);
    throw cause;
  }
}

/** Runs the file, which only passes its code to `define`. */
async function runFile({ address, integrity }: SdkFile): Promise<Definition> {
  const global = globalThis as { define?: Define };
  const script = document.createElement('script');
  try {
    return await new Promise((resolve, reject) => {
      const define = (names: readonly string[], factory: Factory) => {
        // Meanwhile, a browser extension may run a script that also calls `define`.
        if (document.currentScript === script) resolve({ names, factory });
      };
      global.define = Object.assign(define, { amd: {} });
      const refuse = (fault: string) => reject(new Error(`The file of the Calling SDK ${fault}.`));
      script.addEventListener('load', () => refuse('defines no module'));
      script.addEventListener('error', () => refuse('could not be loaded'));
      Object.assign(script, { src: address, integrity });
      document.head.append(script);
    });
  } finally {
    delete global.define;
    script.remove();
  }
}
