import { Hono, type Context } from 'hono';
import { CallEvent } from '../contract/callEvent.ts';
import type { Caller, VerifyCaller } from './auth/caller.ts';
import type { Exchange } from './exchange/acsExchange.ts';
import { createErrorResponse } from './http/errorResponse.ts';
import { readBody, readJson, checkBodyHeaders } from './http/readBody.ts';
import { createJsonResponse, readHeaders, type AppEnv } from './http/appEnv.ts';
import { createRequestGuard } from './http/requestGuard.ts';
import type { Log } from './log.ts';
import { HttpError } from './httpError.ts';
import type { ResourceCounts } from './resources/spreadExchanges.ts';
import { violationReportsPath } from './site/policy.ts';
import type { Site } from './site/site.ts';
import type { SendEvent } from './web-hook/webHook.ts';
import type { ViolationReceiver } from './site/violationReceiver.ts';

const tokenPath = '/api/token';
const eventsPath = '/api/call-events';
/** The longest accepted event. A note has 2,000 characters at most, of up to three bytes each. */
const maxEventBytes = 12_288;
const livePath = '/health/live';
const readyPath = '/health/ready';
/** The paths at which a load balancer asks whether the service is healthy. */
export const healthPaths: readonly string[] = [livePath, readyPath];

export interface TokenRoute {
  /** Authenticates the user who sends a request. */
  readonly verifyCaller: VerifyCaller;
  /** Exchanges the user's Teams token for an ACS token. */
  readonly exchange: Exchange;
  /** Turns an identity into a pseudonym for the log. */
  readonly createPseudonym: (identity: string) => string;
  /** Counts the ACS resources in service, for `/health/ready`. Null or absent if the service has a single resource. */
  readonly countResources?: (() => ResourceCounts) | null;
  /** Passes events about calls on to the web hook. Null or absent without one. */
  readonly sendEvent?: SendEvent | null;
  /** Tells whether the replicas now share the exchange quota, for `/health/ready`. Null or absent without Redis. */
  readonly isQuotaShared?: (() => boolean) | null;
}

/** The parts of the service, which `startService` puts together. */
export interface AppParts {
  /** Without it the service exchanges no tokens: it only serves the app. */
  readonly tokenRoute?: TokenRoute | undefined;
  /** The origins, besides the service's own, whose pages may send requests. */
  readonly origins: readonly string[];
  readonly log: Log;
  /** Tells whether the service can serve requests, for `/health/ready`. */
  readonly isReady: () => Promise<boolean>;
  /** Serves the built app for every path that is not the service's own. Without it the service answers 404. */
  readonly serveSite?: Site;
  /** Receives browsers' reports that a page of the app violated its Content Security Policy. */
  readonly receiveViolations?: ViolationReceiver;
}

type Handler = (c: Context<AppEnv>) => Response | Promise<Response>;

export function createApp(parts: AppParts): Hono<AppEnv> {
  const guard = createRequestGuard(parts.origins);
  /**
   * Wraps a route, so that the guard runs first. It throws for a refused request, and answers CORS preflights itself.
   * `app.use` is measurably slower, because hono then composes a chain of functions for each request.
   */
  const withGuard = (handler: Handler): Handler => {
    return (c) => guard(c) ?? handler(c);
  };
  const { tokenRoute } = parts;
  // Without the route for tokens, no request has a caller.
  const createCallerPseudonym = ({ tid, oid }: Caller): string =>
    tokenRoute?.createPseudonym(`${tid} ${oid}`) ?? '';
  const app = new Hono<AppEnv>();
  app.onError((error, c) => createErrorResponse(error, c, { log: parts.log, createCallerPseudonym }));
  if (tokenRoute)
    app.post(
      tokenPath,
      withGuard(async (c) => {
        checkBodyHeaders(c);
        const caller = await tokenRoute.verifyCaller(readHeaders(c));
        const person = createCallerPseudonym(caller);
        c.set('callerPseudonym', person);
        const { teamsUserAadToken } = await readBody(c);
        const acsToken = await tokenRoute.exchange(caller, teamsUserAadToken);
        const facts = { requestId: c.get('requestId'), person, expiresOn: acsToken.expiresOn };
        parts.log('info', 'exchanged', facts);
        return createJsonResponse(c, acsToken);
      }),
    );
  const sendEvent = tokenRoute?.sendEvent;
  if (tokenRoute && sendEvent)
    app.post(
      eventsPath,
      withGuard(async (c) => {
        checkBodyHeaders(c, maxEventBytes);
        const caller = await tokenRoute.verifyCaller(readHeaders(c));
        c.set('callerPseudonym', createCallerPseudonym(caller));
        const event = CallEvent.safeParse((await readJson(c, maxEventBytes)).value);
        if (!event.success) throw new HttpError(400, 'body_invalid');
        await sendEvent(event.data, caller);
        return createJsonResponse(c, {});
      }),
    );
  app.get(
    livePath,
    withGuard((c) => createJsonResponse(c, { status: 'live' })),
  );
  app.get(
    readyPath,
    withGuard(async (c) => {
      // The service is ready even if all its ACS resources have failed: it tells clients why, and notices when one works again.
      // It is also ready without Redis: each replica then counts its exchanges by itself.
      const details = {
        resources: tokenRoute?.countResources?.(),
        sharedQuota: tokenRoute?.isQuotaShared?.(),
      };
      return (await parts.isReady())
        ? createJsonResponse(c, { status: 'ready', ...details })
        : createJsonResponse(c, { status: 'not ready', ...details }, 503);
    }),
  );
  if (parts.receiveViolations) app.post(violationReportsPath, withGuard(parts.receiveViolations));
  app.notFound(withGuard((c) => handleOtherPath(c, parts)));
  return app;
}

/** Answers a request that no route of the service matches: a wrong method, a path of the app, or an unknown path. */
function handleOtherPath(
  c: Context<AppEnv>,
  { tokenRoute, serveSite, receiveViolations }: AppParts,
): Promise<Response> {
  const { method, path } = c.req;
  if (
    (path === tokenPath && tokenRoute) ||
    (path === eventsPath && tokenRoute?.sendEvent) ||
    (path === violationReportsPath && receiveViolations)
  )
    throw createMethodError('POST, OPTIONS');
  if (healthPaths.includes(path)) throw createMethodError('GET, HEAD');
  if (!serveSite || path.startsWith('/api/')) throw new HttpError(404, 'not_found');
  if (method !== 'GET' && method !== 'HEAD') throw createMethodError('GET, HEAD');
  return serveSite(c);
}

/** @param allow the methods that the path accepts */
const createMethodError = (allow: string): HttpError =>
  new HttpError(405, 'method_not_allowed', { headers: { allow } });
