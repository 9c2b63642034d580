import { loadBrowserModule, type BrowserModule } from './bundleModule.ts';
import { addRoute } from '../http/addRoute.ts';
import type { EmulatorApp } from '../http/env.ts';
import { allowCrossOrigin } from '../http/origins.ts';

const summaries: Readonly<Record<BrowserModule, string>> = {
  'calling.js': 'Returns the drop-in SDK, which replaces `@azure/communication-calling`, as one ES module.',
  'common.js': "Returns Microsoft's `@azure/communication-common` as one ES module.",
  'controls.js': 'Returns the script of the page of controls.',
};
/** The modules that pages of other origins may load. */
const crossOriginModules = new Set<BrowserModule>(['calling.js', 'common.js']);

/** Serves the emulator's ES modules, such as `/calling.js`. The first request for a module bundles it. */
export function addModuleRoutes(app: EmulatorApp): void {
  for (const [name, summary] of Object.entries(summaries) as [BrowserModule, string][]) {
    let code: Promise<string> | undefined;
    if (crossOriginModules.has(name)) app.use(`/${name}`, allowCrossOrigin);
    addRoute(app, 'GET', `/${name}`, {
      summary,
      answer: 'text/javascript',
      handle: async (context) => {
        code ??= loadBrowserModule(name);
        try {
          return context.body(await code, 200, { 'content-type': 'text/javascript; charset=utf-8' });
        } catch (error) {
          // The next request tries again.
          code = undefined;
          throw error;
        }
      },
    });
  }
}
