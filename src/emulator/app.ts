import { Hono, type MiddlewareHandler } from 'hono';
import { callingModuleRoutes } from './sdk-module/callingModule.ts';
import { callingTimingRoutes } from './sdk-module/callingTiming.ts';
import { controlRoutes, type ControlDeps } from './controls/controls.ts';
import { scenarioRoutes } from './scenarios/scenarioRoutes.ts';
import { createEntraRoutes } from './entra/entra.ts';
import type { EntraState } from './entra/entraState.ts';
import type { EmulatorEnv } from './http/env.ts';
import type { GraphOptions } from './graph/authenticateCaller.ts';
import { createGraphRoutes } from './graph/graph.ts';
import { createExchangeRoutes, type ExchangeOptions } from './identity/exchange.ts';
import { guard } from './http/origins.ts';
import { assetRoutes } from './html/assets.ts';

/** Node enforces the announced length of a body, so a body without a length is refused. */
const limitBody: MiddlewareHandler = async (c, next) => {
  if (c.req.header('transfer-encoding') !== undefined) return c.text('Content-Length is needed.\n', 411);
  if (Number(c.req.header('content-length') ?? 0) > 64 * 1024) return c.text('At most 64 KiB.\n', 413);
  return next();
};

/** All HTTP routes of the emulator. */
export function createEmulatorApp(
  port: number,
  state: {
    entra: EntraState;
    exchange: ExchangeOptions;
    graph: GraphOptions;
    controls: ControlDeps;
    onFault: (error: Error) => void;
  },
): Hono<EmulatorEnv> {
  const app = new Hono<EmulatorEnv>();
  app.use(guard(port));
  app.use(async (c, next) => {
    await next();
    c.header('x-content-type-options', 'nosniff');
  });
  app.use(limitBody);
  app.route('/', assetRoutes());
  app.route('/', callingModuleRoutes());
  app.route('/', callingTimingRoutes(state.controls.conditions));
  app.route('/', createExchangeRoutes(state.exchange));
  app.route('/', createGraphRoutes(state.graph));
  app.route('/', controlRoutes(state.controls, scenarioRoutes(state.controls)));
  app.route('/', createEntraRoutes(state.entra));
  app.notFound((c) => c.text('The emulator has nothing here.\n', 404));
  app.onError((error, c) => {
    // A client that has aborted its request body is not a fault of the emulator.
    if (!c.env.incoming.readableAborted) state.onFault(error);
    return c.text('The emulator failed on this request; its terminal says why.\n', 500);
  });
  return app;
}
