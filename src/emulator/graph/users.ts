import { Hono, type Context } from 'hono';
import type { EmulatorEnv } from '../http/env.ts';
import type { Person } from '../core/people.ts';
import type { Caller, GraphDeps } from './caller.ts';
import { colleagues, findColleague } from './directory.ts';
import { licences } from './licences.ts';
import { allowOptions, contextOf, paged, select } from './odata.ts';
import { isEventual, queryUsers } from './query.ts';
import { graphUser, unusualProperties, type GraphUser } from './user.ts';

const one = ['$select'];
const many = ['$select', '$search', '$filter', '$orderby', '$top', '$skiptoken', '$count'];

/** The routes of people: the caller, one by id, and many by search. */
export function userRoutes(caller: Caller, { conditions }: Pick<GraphDeps, 'conditions'>): Hono<EmulatorEnv> {
  const app = new Hono<EmulatorEnv>();
  const reading = ['User.ReadBasic.All', 'User.Read.All'];
  const fieldsOf = (c: Context) => c.req.query('$select');
  const chosen = (c: Context, user: GraphUser) => select(user, fieldsOf(c), 'user', unusualProperties);

  const entity = (c: Context, person: Person) => {
    allowOptions(c, ...one);
    const context = contextOf(c, 'users/$entity', fieldsOf(c));
    return c.json({ '@odata.context': context, ...chosen(c, graphUser(person)) });
  };
  const licensed = (c: Context, person: Person) =>
    c.json({
      '@odata.context': contextOf(c, `users('${person.oid}')/licenseDetails`),
      value: conditions.of(person.oid).noLicence ? [] : licences(person),
    });

  app.get('/v1.0/me', async (c) => entity(c, await caller(c, 'directory', 'User.Read')));
  app.get('/v1.0/me/licenseDetails', async (c) => licensed(c, await caller(c, 'directory', 'User.Read')));

  app.get('/v1.0/me/people', async (c) => {
    const me = await caller(c, 'outlook', 'People.Read');
    allowOptions(c, '$select', '$search', '$top', '$skiptoken');
    // Here $search is plain text over names and addresses.
    const text = c.req.query('$search')?.replaceAll('"', '').toLowerCase() ?? '';
    const found = colleagues(me).filter(
      ({ oid, displayName, upn }) => oid !== me.oid && `${displayName} ${upn}`.toLowerCase().includes(text),
    );
    const { value, ...next } = paged(c, found.map(graphUser), { usual: 10, max: 1000 });
    const context = contextOf(c, `users('${me.oid}')/people`);
    return c.json({ '@odata.context': context, ...next, value: value.map((user) => chosen(c, user)) });
  });

  app.get('/v1.0/users', async (c) => {
    const me = await caller(c, 'directory', ...reading);
    allowOptions(c, ...many);
    const users = queryUsers(c, colleagues(me));
    const { value, ...next } = paged(c, users, { usual: 100, max: 999 });
    return c.json({
      '@odata.context': contextOf(c, 'users', fieldsOf(c)),
      ...(c.req.query('$count') === 'true' && isEventual(c) ? { '@odata.count': users.length } : {}),
      ...next,
      value: value.map((user) => chosen(c, user)),
    });
  });

  app.get('/v1.0/users/:id', async (c) => {
    const me = await caller(c, 'directory', ...reading);
    return entity(c, findColleague(c.req.param('id'), me));
  });
  app.get('/v1.0/users/:id/licenseDetails', async (c) => {
    const me = await caller(c, 'directory', 'User.Read.All');
    return licensed(c, findColleague(c.req.param('id'), me));
  });
  return app;
}
