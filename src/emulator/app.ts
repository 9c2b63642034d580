import { Hono, type MiddlewareHandler } from 'hono';
import * as z from 'zod/mini';
import { addQueueRoute } from './contact-centre/queueRoute.ts';
import { addModuleRoutes } from './sdk-module/callingModule.ts';
import { addTimingRoute } from './sdk-module/callingTiming.ts';
import { createControlRoutes } from './controls/controls.ts';
import { importPath, maxImportBytes } from './controls/stateControls.ts';
import type { ControlState } from './controls/controlState.ts';
import { addSchemaRoutes } from './directory/schemaRoutes.ts';
import { addScenarioRoutes } from './scenarios/scenarioRoutes.ts';
import { createEntraRoutes } from './entra/entra.ts';
import type { EntraState } from './entra/entraState.ts';
import type { EmulatorApp, EmulatorEnv } from './http/env.ts';
import type { GraphState } from './graph/authenticateCaller.ts';
import { createGraphRoutes } from './graph/graph.ts';
import { createIdentityRoutes } from './identity/identityRoutes.ts';
import { addRoute } from './http/addRoute.ts';
import { createOpenApiDocument } from './openapi/document.ts';
import { logRequests } from './http/logRequests.ts';
import type { Access } from './http/access.ts';
import { allowCrossOrigin, refuseForeignRequests } from './http/origins.ts';
import { addAssetRoutes } from './html/assets.ts';
import { addPageEntriesRoute } from './trace/pageEntries.ts';
import { recordExchanges } from './trace/recordExchanges.ts';
import { addTraceControls } from './trace/traceControls.ts';
import { addTracePageRoutes } from './trace/tracePage.ts';
import { emulatorVersion, versionHeader } from './version.ts';

/** Finds the longest body of a request, in KiB. Microsoft allows files of 250 MB in OneDrive. */
function findMaxKib(path: string): number {
  if (path === importPath) return maxImportBytes / 1024;
  return path.startsWith('/v1.0/me/drive/') ? 8 * 1024 : 64;
}

/** Refuses bodies that are too long, or have no `Content-Length`. Node ensures that no body is longer than this header says. */
const limitBodySize: MiddlewareHandler = async (c, next) => {
  if (c.req.header('transfer-encoding') !== undefined) return c.text('Content-Length is needed.\n', 411);
  const maxKib = findMaxKib(c.req.path);
  if (Number(c.req.header('content-length') ?? 0) > maxKib * 1024)
    return c.text(`At most ${maxKib} KiB.\n`, 413);
  return next();
};

/**
 * Creates the app with all HTTP routes.
 * @param onFault gets a route's unexpected error, for which the client gets 500
 * @param log whether a line is written for each request
 * @param access the hosts and origins that are accepted
 */
export function createEmulatorApp(
  state: GraphState & ControlState,
  entra: EntraState,
  {
    onFault,
    log = false,
    access,
  }: {
    readonly onFault: (error: Error) => void;
    readonly log?: boolean | undefined;
    readonly access: Access;
  },
): EmulatorApp {
  const app = new Hono<EmulatorEnv>();
  if (log) app.use(logRequests);
  app.use(refuseForeignRequests(access));
  app.use(async (c, next) => {
    await next();
    c.header('x-content-type-options', 'nosniff');
    c.header(versionHeader, emulatorVersion);
  });
  app.use(limitBodySize);
  app.use(recordExchanges(state.recorder));
  addRoute(app, 'GET', '/health', {
    summary: 'Says that the emulator is ready. Needs no secret.',
    answer: z.strictObject({ status: z.literal('ready'), version: z.string() }),
    handle: (c) => c.json({ status: 'ready', version: emulatorVersion }),
  });
  addAssetRoutes(app);
  addSchemaRoutes(app);
  addModuleRoutes(app);
  addTimingRoute(app, state.conditions, state.recorder);
  addPageEntriesRoute(app, state.recorder);
  addTracePageRoutes(app);
  addQueueRoute(app, state);
  app.route('/', createIdentityRoutes(state, state.exchanges));
  app.route('/', createGraphRoutes(state));
  app.route(
    '/',
    // Scenarios are controls, too: clients need the secret for both.
    createControlRoutes(state, (controls) => {
      addScenarioRoutes(controls, state);
      addTraceControls(controls, state.recorder);
    }),
  );
  app.route('/', createEntraRoutes(entra));
  let document: object | undefined;
  app.use('/openapi.json', allowCrossOrigin);
  addRoute(app, 'GET', '/openapi.json', {
    summary: 'Returns this document.',
    answer: z.looseObject({ openapi: z.string(), paths: z.looseObject({}) }),
    // The document is created at the first request, so that the emulator starts fast.
    handle: (c) => c.json((document ??= createOpenApiDocument(app.routes, state.origin))),
  });
  app.notFound((c) => c.text('The emulator has nothing here.\n', 404));
  app.onError((error, c) => {
    // If the client has aborted its request, the error is not the emulator's fault.
    if (!c.env.incoming.readableAborted) onFault(error);
    return c.text('The emulator failed on this request; its terminal says why.\n', 500);
  });
  return app;
}
