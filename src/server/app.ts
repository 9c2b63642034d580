import { Hono } from 'hono';
import type { VerifyCaller } from './auth/caller.ts';
import type { Exchange } from './exchange/exchange.ts';
import { answerProblem } from './http/answer-problem.ts';
import { readBody, refuseBody } from './http/read-body.ts';
import { answerJson, type AppEnv } from './http/app-env.ts';
import { openRequest } from './http/request.ts';
import type { Log } from './log.ts';
import { Problem } from './problem.ts';

export interface AppDeps {
  readonly verifyCaller: VerifyCaller;
  readonly exchange: Exchange;
  /** Origins allowed besides the service's own. */
  readonly origins: readonly string[];
  readonly log: Log;
  /** Names a person in the log without giving the person away. */
  readonly pseudonym: (identity: string) => string;
  /** True when requests can be served; asked by `/health/ready`. */
  readonly ready: () => Promise<boolean>;
  /** Serves the built app for every path that is not the service's; without it such paths are 404. */
  readonly site?: Hono<AppEnv>;
}

/**
 * The token service as a function from request to answer: `POST /api/token`, `/health/live`, `/health/ready`,
 * and the built app if given. Testable without a port: `createApp(deps).request('/health/live')`.
 */
export function createApp(deps: AppDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.onError((error, c) => answerProblem(error, c, deps.log));
  app.notFound(() => {
    throw new Problem(404, 'not_found');
  });
  app.use(openRequest(deps.origins));

  app.post('/api/token', async (c) => {
    refuseBody(c);
    const caller = await deps.verifyCaller(c.req.raw.headers);
    const { teamsUserAadToken } = await readBody(c);
    const answer = await deps.exchange(caller, teamsUserAadToken);
    deps.log('info', 'exchanged', {
      requestId: c.get('requestId'),
      person: deps.pseudonym(`${caller.tid} ${caller.oid}`),
      tenant: deps.pseudonym(caller.tid),
      expiresOn: answer.expiresOn,
    });
    return answerJson(c, answer);
  });
  app.all('/api/token', () => {
    throw new Problem(405, 'method_not_allowed', { headers: { allow: 'POST, OPTIONS' } });
  });

  app.get('/health/live', (c) => answerJson(c, { status: 'live' }));
  app.get('/health/ready', async (c) =>
    (await deps.ready()) ? answerJson(c, { status: 'ready' }) : answerJson(c, { status: 'not ready' }, 503),
  );
  app.all('/api/*', () => {
    throw new Problem(404, 'not_found');
  });
  if (deps.site) app.route('/', deps.site);
  return app;
}
