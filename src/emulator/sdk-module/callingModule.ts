import { loadBrowserModule, type BrowserModule } from './bundleModule.ts';
import { addRoute } from '../http/addRoute.ts';
import type { EmulatorApp } from '../http/env.ts';
import { allowCrossOrigin } from '../http/origins.ts';

const summaries: Readonly<Record<BrowserModule, string>> = {
  'calling.js': 'Returns the drop-in SDK, which replaces `@azure/communication-calling`, as one ES module.',
  'common.js': "Returns Microsoft's `@azure/communication-common` as one ES module.",
  'controls.js': 'Returns the script of the page of controls.',
  'trace.js': 'Returns the script of the page of traces.',
};
/** The modules that pages of other origins may load. */
const crossOriginModules = new Set<BrowserModule>(['calling.js', 'common.js']);

/** The code of each module. All emulators in this process share it. */
const codeByName = new Map<BrowserModule, Promise<string>>();

/** @returns a module's code. The first call loads it. @throws if loading fails; the next call tries again. */
export async function readModule(name: BrowserModule): Promise<string> {
  const code = codeByName.get(name) ?? loadBrowserModule(name);
  codeByName.set(name, code);
  try {
    return await code;
  } catch (error) {
    codeByName.delete(name);
    throw error;
  }
}

/** Serves the emulator's ES modules, such as `/calling.js`. */
export function addModuleRoutes(app: EmulatorApp): void {
  for (const [name, summary] of Object.entries(summaries) as [BrowserModule, string][]) {
    if (crossOriginModules.has(name)) app.use(`/${name}`, allowCrossOrigin);
    addRoute(app, 'GET', `/${name}`, {
      summary,
      answer: 'text/javascript',
      handle: async (context) =>
        context.body(await readModule(name), 200, { 'content-type': 'text/javascript; charset=utf-8' }),
    });
  }
}
