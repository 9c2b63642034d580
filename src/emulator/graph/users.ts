import { Hono } from 'hono';
import type { EmulatorEnv } from '../env.ts';
import type { Person } from '../people.ts';
import type { Caller } from './caller.ts';
import { colleagues, findColleague } from './directory.ts';
import { GraphError } from './graphError.ts';
import { queryUsers } from './query.ts';
import { graphUser, select } from './user.ts';

/** The one service plan that matters for calling. */
function licences({ teamsLicence, oid }: Person) {
  if (!teamsLicence) return [];
  return [
    {
      id: `licence-${oid}`,
      skuId: '06ebc4ee-1bb5-47dd-8120-11324bc54e06',
      skuPartNumber: 'SPE_E5',
      servicePlans: [
        {
          servicePlanId: '57ff2da0-773e-42df-b2af-ffb7a2317929',
          servicePlanName: 'TEAMS1',
          provisioningStatus: 'Success',
          appliesTo: 'User',
        },
      ],
    },
  ];
}

/** People: oneself, one by id, many by search. */
export function userRoutes(caller: Caller): Hono<EmulatorEnv> {
  const app = new Hono<EmulatorEnv>();
  const reading = ['User.ReadBasic.All', 'User.Read.All'];

  app.get('/v1.0/me', async (c) =>
    c.json(select(graphUser(await caller(c, 'User.Read')), c.req.query('$select'))),
  );
  app.get('/v1.0/me/licenseDetails', async (c) => c.json({ value: licences(await caller(c, 'User.Read')) }));

  app.get('/v1.0/me/people', async (c) => {
    const me = await caller(c, 'People.Read');
    const others = colleagues(me).filter(({ oid }) => oid !== me.oid);
    // Here $search is plain text over names and addresses.
    const text = c.req.query('$search')?.replaceAll('"', '').toLowerCase() ?? '';
    const found = others.filter(({ displayName, upn }) =>
      `${displayName} ${upn}`.toLowerCase().includes(text),
    );
    return c.json({ value: found.map((person) => select(graphUser(person), c.req.query('$select'))) });
  });

  app.get('/v1.0/users', async (c) => {
    const me = await caller(c, ...reading);
    const eventual = c.req.header('consistencylevel')?.toLowerCase() === 'eventual';
    if (c.req.query('$search') && !eventual) {
      const message =
        'Request with $search query parameter only works with header ConsistencyLevel: eventual.';
      throw new GraphError(400, 'Request_UnsupportedQuery', message);
    }
    const { users, count } = queryUsers(colleagues(me), (name) => c.req.query(name));
    return c.json({
      ...(c.req.query('$count') === 'true' && eventual ? { '@odata.count': count } : {}),
      value: users.map((user) => select(user, c.req.query('$select'))),
    });
  });

  app.get('/v1.0/users/:id', async (c) => {
    const me = await caller(c, ...reading);
    return c.json(select(graphUser(findColleague(c.req.param('id'), me)), c.req.query('$select')));
  });
  return app;
}
