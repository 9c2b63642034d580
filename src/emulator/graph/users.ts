import { Hono, type Context } from 'hono';
import type { EmulatorEnv } from '../http/env.ts';
import type { Person } from '../core/people.ts';
import type { AuthenticateCaller, GraphOptions } from './authenticateCaller.ts';
import { listColleagues, findColleague } from './directory.ts';
import { GraphError } from './graphError.ts';
import { createLicenceDetails } from './licences.ts';
import { rejectUnknownOptions, createODataContext, createPage, selectProperties } from './odata.ts';
import { isEventual, queryUsers } from './query.ts';
import {
  createGraphUser,
  defaultProperties,
  nonDefaultProperties,
  reduceToBasicProfile,
  type GraphUser,
} from './user.ts';

/** The query options of a request for one person. */
const optionsForOne = ['$select'];
/** The query options of a request for many people. */
const optionsForMany = ['$select', '$search', '$filter', '$orderby', '$top', '$skiptoken', '$count'];

/** Creates the routes of people: the caller, one person by id, and many people by search. */
export function createUserRoutes(
  authenticateCaller: AuthenticateCaller,
  { conditions, directory }: Pick<GraphOptions, 'conditions' | 'directory'>,
): Hono<EmulatorEnv> {
  const app = new Hono<EmulatorEnv>();
  const readPermissions = ['User.ReadBasic.All', 'User.Read.All'];
  const readSelection = (c: Context) => c.req.query('$select');
  const applySelection = (c: Context, user: GraphUser) =>
    selectProperties(user, readSelection(c) ?? defaultProperties.join(','), 'user', nonDefaultProperties);
  /** @returns a person as the caller may see the person. Callers may always read their own full profile. */
  const describePerson = (c: Context<EmulatorEnv>, person: Person, caller: Person): GraphUser => {
    const mayReadAll = person.oid === caller.oid || c.get('permissions')?.includes('User.Read.All');
    return mayReadAll ? createGraphUser(person) : reduceToBasicProfile(createGraphUser(person));
  };

  const sendPerson = (c: Context<EmulatorEnv>, person: Person, caller: Person) => {
    rejectUnknownOptions(c, ...optionsForOne);
    const context = createODataContext(c, 'users/$entity', readSelection(c));
    return c.json({ '@odata.context': context, ...applySelection(c, describePerson(c, person, caller)) });
  };
  const sendLicences = (c: Context, person: Person) =>
    c.json({
      '@odata.context': createODataContext(c, `users('${person.oid}')/licenseDetails`),
      value: conditions.read(person.oid).noLicence ? [] : createLicenceDetails(person),
    });

  app.get('/v1.0/me', async (c) => {
    const caller = await authenticateCaller(c, 'directory', 'User.Read');
    return sendPerson(c, caller, caller);
  });
  app.get('/v1.0/me/licenseDetails', async (c) =>
    sendLicences(c, await authenticateCaller(c, 'directory', 'User.Read')),
  );

  app.get('/v1.0/me/people', async (c) => {
    const caller = await authenticateCaller(c, 'outlook', 'People.Read');
    rejectUnknownOptions(c, '$select', '$search', '$top', '$skiptoken');
    // On this path `$search` is a plain text, which Graph looks for in names and addresses.
    const text = c.req.query('$search')?.replaceAll('"', '').toLowerCase() ?? '';
    const matches = listColleagues(directory, caller).filter(
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
    const colleagues = listColleagues(directory, caller).map((person) => describePerson(c, person, caller));
    const users = queryUsers(c, colleagues);
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
    return sendPerson(c, findColleague(directory, c.req.param('id'), caller), caller);
  });
  // https://learn.microsoft.com/graph/api/user-list-manager
  app.get('/v1.0/users/:id/manager', async (c) => {
    const caller = await authenticateCaller(c, 'directory', 'User.Read.All');
    const person = findColleague(directory, c.req.param('id'), caller);
    const manager = directory.findPerson(person.profile.managerOid ?? '');
    if (manager) return sendPerson(c, manager, caller);
    throw new GraphError(
      404,
      'Request_ResourceNotFound',
      "Resource 'manager' does not exist or one of its queried reference-property objects are not present.",
    );
  });
  app.get('/v1.0/users/:id/licenseDetails', async (c) => {
    const caller = await authenticateCaller(c, 'directory', 'User.Read.All');
    return sendLicences(c, findColleague(directory, c.req.param('id'), caller));
  });
  return app;
}
