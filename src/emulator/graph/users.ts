import { Hono, type Context } from 'hono';
import type { EmulatorEnv } from '../http/env.ts';
import type { Person } from '../core/people.ts';
import type { AuthenticateCaller, GraphOptions } from './authenticateCaller.ts';
import { listColleagues, findColleague } from './directory.ts';
import { createLicenceDetails } from './licences.ts';
import { rejectUnknownOptions, createODataContext, createPage, selectProperties } from './odata.ts';
import { isEventual, queryUsers } from './query.ts';
import { createGraphUser, nonDefaultProperties, type GraphUser } from './user.ts';

/** The query options of a request for one person. */
const optionsForOne = ['$select'];
/** The query options of a request for many people. */
const optionsForMany = ['$select', '$search', '$filter', '$orderby', '$top', '$skiptoken', '$count'];

/** Creates the routes of people: the caller, one person by id, and many people by search. */
export function createUserRoutes(
  authenticateCaller: AuthenticateCaller,
  { conditions }: Pick<GraphOptions, 'conditions'>,
): Hono<EmulatorEnv> {
  const app = new Hono<EmulatorEnv>();
  const readPermissions = ['User.ReadBasic.All', 'User.Read.All'];
  const readSelection = (c: Context) => c.req.query('$select');
  const applySelection = (c: Context, user: GraphUser) =>
    selectProperties(user, readSelection(c), 'user', nonDefaultProperties);

  const sendPerson = (c: Context, person: Person) => {
    rejectUnknownOptions(c, ...optionsForOne);
    const context = createODataContext(c, 'users/$entity', readSelection(c));
    return c.json({ '@odata.context': context, ...applySelection(c, createGraphUser(person)) });
  };
  const sendLicences = (c: Context, person: Person) =>
    c.json({
      '@odata.context': createODataContext(c, `users('${person.oid}')/licenseDetails`),
      value: conditions.read(person.oid).noLicence ? [] : createLicenceDetails(person),
    });

  app.get('/v1.0/me', async (c) => sendPerson(c, await authenticateCaller(c, 'directory', 'User.Read')));
  app.get('/v1.0/me/licenseDetails', async (c) =>
    sendLicences(c, await authenticateCaller(c, 'directory', 'User.Read')),
  );

  app.get('/v1.0/me/people', async (c) => {
    const caller = await authenticateCaller(c, 'outlook', 'People.Read');
    rejectUnknownOptions(c, '$select', '$search', '$top', '$skiptoken');
    // On this path `$search` is a plain text, which Graph looks for in names and addresses.
    const text = c.req.query('$search')?.replaceAll('"', '').toLowerCase() ?? '';
    const matches = listColleagues(caller).filter(
      ({ oid, displayName, upn }) =>
        oid !== caller.oid && `${displayName} ${upn}`.toLowerCase().includes(text),
    );
    const { value, ...next } = createPage(c, matches.map(createGraphUser), { usual: 10, max: 1000 });
    const context = createODataContext(c, `users('${caller.oid}')/people`);
    return c.json({
      '@odata.context': context,
      ...next,
      value: value.map((user) => applySelection(c, user)),
    });
  });

  app.get('/v1.0/users', async (c) => {
    const caller = await authenticateCaller(c, 'directory', ...readPermissions);
    rejectUnknownOptions(c, ...optionsForMany);
    const users = queryUsers(c, listColleagues(caller));
    const { value, ...next } = createPage(c, users, { usual: 100, max: 999 });
    return c.json({
      '@odata.context': createODataContext(c, 'users', readSelection(c)),
      ...(c.req.query('$count') === 'true' && isEventual(c) ? { '@odata.count': users.length } : {}),
      ...next,
      value: value.map((user) => applySelection(c, user)),
    });
  });

  app.get('/v1.0/users/:id', async (c) => {
    const caller = await authenticateCaller(c, 'directory', ...readPermissions);
    return sendPerson(c, findColleague(c.req.param('id'), caller));
  });
  app.get('/v1.0/users/:id/licenseDetails', async (c) => {
    const caller = await authenticateCaller(c, 'directory', 'User.Read.All');
    return sendLicences(c, findColleague(c.req.param('id'), caller));
  });
  return app;
}
