import { Hono, type Context } from 'hono';
import type { Caller, VerifyCaller } from './auth/caller.ts';
import type { Exchange } from './exchange/exchange.ts';
import { errorResponse } from './http/errorResponse.ts';
import { readBody, checkBodyHeaders } from './http/readBody.ts';
import { jsonResponse, headersOf, type AppEnv } from './http/appEnv.ts';
import { createRequestGuard } from './http/requestGuard.ts';
import type { Log } from './log.ts';
import { HttpError } from './httpError.ts';
import type { Site } from './site/site.ts';

const tokenPath = '/api/token';
const livePath = '/health/live';
const readyPath = '/health/ready';

export interface AppDeps {
  readonly verifyCaller: VerifyCaller;
  readonly exchange: Exchange;
  /** Origins allowed besides the service's own. */
  readonly origins: readonly string[];
  readonly log: Log;
  /** Turns an identity into a pseudonym for the log. */
  readonly pseudonym: (identity: string) => string;
  /** Whether requests can be served; `/health/ready` reports it. */
  readonly ready: () => Promise<boolean>;
  /** Serves the built app for every path that is not the service's own. Without it such paths are 404. */
  readonly site?: Site;
}

/**
 * Creates the token service as a function from request to response: `POST /api/token`, `/health/live`,
 * `/health/ready`, and the built app if given. Tests call it without a port:
 * `createApp(deps).request('/health/live')`.
 */
export function createApp(deps: AppDeps): Hono<AppEnv> {
  const guard = createRequestGuard(deps.origins);
  // Not `app.use`: with middleware, hono composes a chain for each request, which slows this route measurably.
  const guarded =
    (handler: (c: Context<AppEnv>) => Response | Promise<Response>) =>
    (c: Context<AppEnv>): Response | Promise<Response> =>
      guard(c) ?? handler(c);

  const pseudonymOf = ({ tid, oid }: Caller): string => deps.pseudonym(`${tid} ${oid}`);
  const app = new Hono<AppEnv>();
  app.onError((error, c) => errorResponse(error, c, { log: deps.log, pseudonymOf }));
  app.post(
    tokenPath,
    guarded(async (c) => {
      checkBodyHeaders(c);
      const caller = await deps.verifyCaller(headersOf(c));
      const person = pseudonymOf(caller);
      c.set('person', person);
      const { teamsUserAadToken } = await readBody(c);
      const acsToken = await deps.exchange(caller, teamsUserAadToken);
      deps.log('info', 'exchanged', {
        requestId: c.get('requestId'),
        person,
        expiresOn: acsToken.expiresOn,
      });
      return jsonResponse(c, acsToken);
    }),
  );
  app.get(
    livePath,
    guarded((c) => jsonResponse(c, { status: 'live' })),
  );
  app.get(
    readyPath,
    guarded(async (c) =>
      (await deps.ready())
        ? jsonResponse(c, { status: 'ready' })
        : jsonResponse(c, { status: 'not ready' }, 503),
    ),
  );
  app.notFound(guarded((c) => handleOtherPath(c, deps.site)));
  return app;
}

function handleOtherPath(c: Context<AppEnv>, site: Site | undefined): Response | Promise<Response> {
  const { method, path } = c.req;
  if (path === tokenPath) throw notAllowed('POST, OPTIONS');
  if (path === livePath || path === readyPath) throw notAllowed('GET, HEAD');
  if (!site || path.startsWith('/api/')) throw new HttpError(404, 'not_found');
  if (method !== 'GET' && method !== 'HEAD') throw notAllowed('GET, HEAD');
  return site(c);
}

const notAllowed = (allow: string): HttpError =>
  new HttpError(405, 'method_not_allowed', { headers: { allow } });
