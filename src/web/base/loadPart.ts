/** The message of Firefox's error when a module could not be loaded. Chromium and Safari have other messages. */
const firefoxFailure = /^error loading dynamically imported module: (\S+)$/;

/** Milliseconds until loading a chunk has failed. If the chunk arrives later, the next try has it at once. */
const partTimeoutMs = 30_000;

let tryCount = 0;

/**
 * Imports a chunk so that a failed import can be repeated.
 *
 * Chromium requests the file again when a failed import is repeated. Firefox remembers the failure of an address as long as
 * the page exists (observed in Chromium 156 and Firefox 153), so in Firefox the chunk is requested at another address. That
 * does not help if a file that the chunk imports has failed; then only a reload helps.
 *
 * @param load the dynamic import, written out so that the build finds it
 * @param name an export of the module, by which the chunk is told from a file that it imports
 * @throws what the import throws, or a `TimeoutError`
 */
export async function loadPart<Module extends object>(
  load: () => Promise<Module>,
  name: keyof Module,
  timeoutMs: number = partTimeoutMs,
): Promise<Module> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    const reason = new DOMException('The chunk took too long to load.', 'TimeoutError');
    timer = setTimeout(reject, timeoutMs, reason);
  });
  try {
    return await Promise.race([importAgain(load, name), late]);
  } finally {
    clearTimeout(timer);
  }
}

async function importAgain<Module extends object>(
  load: () => Promise<Module>,
  name: keyof Module,
): Promise<Module> {
  try {
    return await load();
  } catch (cause) {
    const address = firefoxFailure.exec(cause instanceof Error ? cause.message : '')?.[1];
    if (!address) throw cause;
    const url = new URL(address);
    url.searchParams.set('try', String(++tryCount));
    const module = (await import(/* @vite-ignore */ url.href)) as Module;
    if (!(name in module)) throw cause;
    return module;
  }
}
