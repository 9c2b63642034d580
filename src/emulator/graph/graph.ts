import { Hono, type Context } from 'hono';
import { bearerToken, type VerifyAccessToken } from '../entra/accessTokens.ts';
import { graph } from '../entra/resources.ts';
import type { EmulatorEnv } from '../env.ts';
import { crossOrigin } from '../origins.ts';
import type { Person } from '../people.ts';
import { findPerson } from '../seed.ts';
import { GraphError, graphErrorBody } from './graphError.ts';
import { graphUser, select } from './user.ts';

/** The part of Microsoft Graph that a phone needs. A person sees the people of their own tenant. */
export function graphRoutes({
  verifyAccessToken,
  now,
}: {
  verifyAccessToken: VerifyAccessToken;
  now: () => number;
}): Hono<EmulatorEnv> {
  const app = new Hono<EmulatorEnv>();
  app.onError((error, c) => {
    if (!(error instanceof GraphError)) throw error;
    return c.json(graphErrorBody(error, now()), error.status);
  });
  app.use('/v1.0/*', crossOrigin);

  /** @param permissions any one of them suffices. */
  async function caller(c: Context, ...permissions: string[]): Promise<Person> {
    const token = bearerToken(c.req.header('authorization'));
    if (!token) throw new GraphError(401, 'InvalidAuthenticationToken', 'Access token is empty.');
    const claims = await verifyAccessToken(token, graph.audience);
    const person = claims && findPerson(claims.oid);
    if (!person) throw new GraphError(401, 'InvalidAuthenticationToken', 'Access token validation failure.');
    if (!claims.scp?.split(' ').some((name) => permissions.includes(name))) {
      throw new GraphError(
        403,
        'Authorization_RequestDenied',
        'Insufficient privileges to complete the operation.',
      );
    }
    return person;
  }

  function find(idOrUpn: string, { tid }: Person): Person {
    const person = findPerson(idOrUpn);
    if (person?.tid === tid) return person;
    throw new GraphError(
      404,
      'Request_ResourceNotFound',
      `Resource '${idOrUpn}' does not exist or one of its queried reference-property objects are not present.`,
    );
  }

  app.get('/v1.0/me', async (c) =>
    c.json(select(graphUser(await caller(c, 'User.Read')), c.req.query('$select'))),
  );
  app.get('/v1.0/users/:id', async (c) => {
    const me = await caller(c, 'User.ReadBasic.All');
    return c.json(select(graphUser(find(c.req.param('id'), me)), c.req.query('$select')));
  });
  app.all('/v1.0/*', () => {
    throw new GraphError(400, 'BadRequest', 'The emulator has no such Graph resource.');
  });
  return app;
}
