import type { Context } from 'hono';
import type { Person } from '../core/people.ts';
import { readFilter, splitAt, valueOf } from './filter.ts';
import { GraphError } from './graphError.ts';
import { graphUser, type GraphUser } from './user.ts';

const bad = (message: string): GraphError => new GraphError(400, 'Request_UnsupportedQuery', message);

/** Splits a property or a search text into words in the same way, so that a whole address finds its owner. */
const wordsOf = (text: string): string[] =>
  text
    .trim()
    .toLowerCase()
    .split(/[\s@.()]+/);

/** Reads a `$search`: `"displayName:bo" OR "mail:bo"`. Each term is a property and the beginning of a word in it. */
function readSearch(search: string): (user: GraphUser) => boolean {
  const alternatives = splitAt('OR', search, '"').map((alternative) =>
    splitAt('AND', alternative, '"').map((term) => {
      const [, name, text] = /^"(\w+):([^"]+)"$/.exec(term) ?? [];
      if (!name || !text) throw bad('$search takes "property:text", joined by AND and OR.');
      return { name, text: wordsOf(text).join(' ') };
    }),
  );
  const matches = (user: GraphUser, name: string, text: string) =>
    wordsOf(valueOf(user, name)).some(
      (word, i, words) => words.slice(i).join(' ').startsWith(text) || word.startsWith(text),
    );
  return (user) => alternatives.some((terms) => terms.every(({ name, text }) => matches(user, name, text)));
}

/** Applies `$orderby`, such as `displayName desc`. Upper and lower case are the same, as in Entra's directory. */
function sortUsers(users: GraphUser[], orderBy: string): GraphUser[] {
  const [, name, direction] = /^(displayName|userPrincipalName)(?: (asc|desc))?$/.exec(orderBy) ?? [];
  if (!name) throw bad(`Sorting by ${orderBy} is not supported.`);
  const sign = direction === 'desc' ? -1 : 1;
  return users.sort((a, b) => sign * valueOf(a, name).localeCompare(valueOf(b, name)));
}

/** @returns whether the request allows eventual consistency, which enables more queries. */
export const isEventual = (c: Context): boolean =>
  c.req.header('consistencylevel')?.toLowerCase() === 'eventual';

/**
 * Applies the query options of a request to people.
 * @throws GraphError 400 for options that are not supported, or that lack `ConsistencyLevel: eventual`.
 * @see https://learn.microsoft.com/graph/query-parameters
 */
export function queryUsers(c: Context, people: readonly Person[]): GraphUser[] {
  const { $search: search, $filter: filter, $orderby: orderBy, $count: count } = c.req.query();
  const eventual = isEventual(c);
  if (search && !eventual) {
    throw bad(
      'Request with $search query parameter only works through MSGraph with a special request header: ConsistencyLevel: eventual.',
    );
  }
  const tests = [
    ...(search ? [readSearch(search)] : []),
    ...(filter ? [readFilter(filter, eventual && count === 'true')] : []),
  ];
  const users = people.map(graphUser).filter((user) => tests.every((test) => test(user)));
  return orderBy ? sortUsers(users, orderBy) : users;
}
