/** Firefox's words when a module could not be fetched. Chromium's and Safari's differ. */
const rememberedFailure = /^error loading dynamically imported module: (\S+)$/;

/** Milliseconds until a chunk is said not to load. It may still arrive, and is then there at once when tried again. */
const partTimeoutMs = 30_000;

let tries = 0;

/**
 * Imports a chunk so that a failed import can be repeated.
 *
 * Chromium asks the server again when a failed import is repeated. Firefox remembers the failure of an address for as
 * long as the page lives (observed in Chromium 156 and Firefox 153), so in Firefox the chunk is asked for under another
 * address. That does not help when it was a file imported by the chunk that failed: then only a reload does.
 *
 * @param load the dynamic import, spelled out so that the build finds it.
 * @param name an export of the module. It tells the chunk apart from a file that the chunk imports.
 * @throws what the import threw, or a `TimeoutError`.
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
    const address = rememberedFailure.exec(cause instanceof Error ? cause.message : '')?.[1];
    if (!address) throw cause;
    const url = new URL(address);
    url.searchParams.set('try', String(++tries));
    const module = (await import(/* @vite-ignore */ url.href)) as Module;
    if (!(name in module)) throw cause;
    return module;
  }
}
