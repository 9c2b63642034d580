import type { Context } from 'hono';
import { addRoute } from '../http/addRoute.ts';
import type { EmulatorEnv } from '../http/env.ts';
import type { Person } from '../core/people.ts';
import type { GraphContext } from './authenticateCaller.ts';
import { createNotFound } from './graphError.ts';
import {
  createODataContext,
  createPage,
  entityAnswer,
  listAnswer,
  pageOptions,
  rejectUnknownOptions,
  selectProperties,
  sendList,
} from './odata.ts';
import { isEventual, queryUsers } from './query.ts';
import {
  createGraphUser,
  findColleague,
  listColleagues,
  nonDefaultProperties,
  pickDefaultProperties,
  reduceToBasicProfile,
  type GraphUser,
} from './user.ts';

/** Adds the routes of people: the caller, one person by id, and many people by search. */
export function addUserRoutes({ app, authenticateCaller, conditions, directory }: GraphContext): void {
  const query = { $select: pageOptions.$select };
  const readPermissions = ['User.ReadBasic.All', 'User.Read.All'];
  const readSelection = (c: Context) => c.req.query('$select');
  const applySelection = (c: Context, user: GraphUser): object => {
    const selection = readSelection(c);
    return selection
      ? selectProperties(user, selection, 'user', nonDefaultProperties)
      : pickDefaultProperties(user);
  };
  /** @returns what the caller may read about the person. Callers may always read their own full profile. */
  const describePerson = (c: Context<EmulatorEnv>, person: Person, caller: Person): GraphUser => {
    const mayReadAll = person.oid === caller.oid || c.get('permissions')?.includes('User.Read.All');
    return mayReadAll ? createGraphUser(person) : reduceToBasicProfile(createGraphUser(person));
  };

  const sendPerson = (c: Context<EmulatorEnv>, person: Person, caller: Person) => {
    rejectUnknownOptions(c, '$select');
    const context = createODataContext(c, 'users/$entity', readSelection(c));
    return c.json({ '@odata.context': context, ...applySelection(c, describePerson(c, person, caller)) });
  };
  const sendLicences = (c: Context, person: Person) =>
    sendList(
      c,
      `users('${person.oid}')/licenseDetails`,
      conditions.read(person.oid).noLicence ? [] : createLicenceDetails(person),
    );

  addRoute(app, 'GET', '/v1.0/me', {
    summary: 'Returns the caller.',
    query,
    answer: entityAnswer,
    handle: async (c) => {
      const caller = await authenticateCaller(c, 'directory', 'User.Read');
      return sendPerson(c, caller, caller);
    },
  });
  addRoute(app, 'GET', '/v1.0/me/licenseDetails', {
    summary: "Lists the caller's licences.",
    answer: listAnswer,
    handle: async (c) => sendLicences(c, await authenticateCaller(c, 'directory', 'User.Read')),
  });

  addRoute(app, 'GET', '/v1.0/me/people', {
    summary: 'Lists people whom the caller works with.',
    query: { ...pageOptions, $search: 'A text.' },
    answer: listAnswer,
    handle: async (c) => {
      const caller = await authenticateCaller(c, 'outlook', 'People.Read');
      rejectUnknownOptions(c, '$select', '$search', '$top', '$skiptoken');
      // On this path `$search` is a plain text, which Graph looks for in names and addresses.
      const text = c.req.query('$search')?.replaceAll('"', '').toLowerCase() ?? '';
      const matches = listColleagues(directory, caller).filter(
        ({ oid, displayName, upn }) =>
          oid !== caller.oid && `${displayName} ${upn}`.toLowerCase().includes(text),
      );
      const context = createODataContext(c, `users('${caller.oid}')/people`);
      const { value, ...next } = createPage(c, matches.map(createGraphUser), { default: 10, max: 1000 });
      const people = value.map((user) => applySelection(c, user));
      return c.json({ '@odata.context': context, ...next, value: people });
    },
  });

  const searchOptions = {
    ...pageOptions,
    $search: 'Such as `"displayName:Bob"`; needs the header `ConsistencyLevel: eventual`.',
    $filter: "Such as `startswith(displayName,'Bob')`.",
    $orderby: 'The property to sort by.',
    $count: '`true` adds the number of people.',
  };
  addRoute(app, 'GET', '/v1.0/users', {
    summary: 'Searches people.',
    query: searchOptions,
    answer: listAnswer,
    handle: async (c) => {
      const caller = await authenticateCaller(c, 'directory', ...readPermissions);
      rejectUnknownOptions(c, ...Object.keys(searchOptions));
      const colleagues = listColleagues(directory, caller).map((person) => describePerson(c, person, caller));
      const users = queryUsers(c, colleagues);
      const context = createODataContext(c, 'users', readSelection(c));
      const hasCount = c.req.query('$count') === 'true' && isEventual(c);
      const count = hasCount ? { '@odata.count': users.length } : {};
      const { value, ...next } = createPage(c, users, { default: 100, max: 999 });
      const people = value.map((user) => applySelection(c, user));
      return c.json({ '@odata.context': context, ...count, ...next, value: people });
    },
  });

  addRoute(app, 'GET', '/v1.0/users/:id', {
    summary: 'Returns a person.',
    query,
    answer: entityAnswer,
    handle: async (c) => {
      const caller = await authenticateCaller(c, 'directory', ...readPermissions);
      return sendPerson(c, findColleague(directory, c.req.param('id'), caller), caller);
    },
  });
  // https://learn.microsoft.com/graph/api/user-list-manager
  addRoute(app, 'GET', '/v1.0/users/:id/manager', {
    summary: "Returns a person's manager.",
    answer: entityAnswer,
    handle: async (c) => {
      const caller = await authenticateCaller(c, 'directory', 'User.Read.All');
      const person = findColleague(directory, c.req.param('id'), caller);
      const manager = directory.findPerson(person.profile.managerOid ?? '');
      if (manager) return sendPerson(c, manager, caller);
      throw createNotFound('manager');
    },
  });
  addRoute(app, 'GET', '/v1.0/users/:id/licenseDetails', {
    summary: "Lists a person's licences.",
    answer: listAnswer,
    handle: async (c) => {
      const caller = await authenticateCaller(c, 'directory', 'User.Read.All');
      return sendLicences(c, findColleague(directory, c.req.param('id'), caller));
    },
  });
}

/**
 * @returns Graph's `licenseDetails`: a Microsoft 365 E5 licence with the Teams service plan, or an empty list.
 * @see https://learn.microsoft.com/graph/api/user-list-licensedetails
 */
function createLicenceDetails({ teamsLicence, oid }: Person) {
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
