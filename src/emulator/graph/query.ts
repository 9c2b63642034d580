import type { Context } from 'hono';
import type { Person } from '../core/people.ts';
import { filtered, splitAt, valueOf } from './filter.ts';
import { GraphError } from './graphError.ts';
import { graphUser, type GraphUser } from './user.ts';

const bad = (message: string): GraphError => new GraphError(400, 'Request_UnsupportedQuery', message);

/** What is stored and what is looked for fall into words alike, so that a whole address finds its owner. */
const wordsOf = (text: string): string[] =>
  text
    .trim()
    .toLowerCase()
    .split(/[\s@.()]+/);

/** `"displayName:bo" OR "mail:bo"`: every term a property and the beginning of one of its words. */
function searched(search: string): (user: GraphUser) => boolean {
  const ways = splitAt('OR', search, '"').map((way) =>
    splitAt('AND', way, '"').map((term) => {
      const [, name, text] = /^"(\w+):([^"]+)"$/.exec(term) ?? [];
      if (!name || !text) throw bad('$search takes "property:text", joined by AND and OR.');
      return { name, text: wordsOf(text).join(' ') };
    }),
  );
  const found = (user: GraphUser, name: string, text: string) =>
    wordsOf(valueOf(user, name)).some(
      (word, i, words) => words.slice(i).join(' ').startsWith(text) || word.startsWith(text),
    );
  return (user) => ways.some((terms) => terms.every(({ name, text }) => found(user, name, text)));
}

/** `displayName desc`. Names are compared as the directory does, without regard to case. */
function ordered(users: GraphUser[], orderBy: string): GraphUser[] {
  const [, name, down] = /^(displayName|userPrincipalName)(?: (asc|desc))?$/.exec(orderBy) ?? [];
  if (!name) throw bad(`Sorting by ${orderBy} is not supported.`);
  const sign = down === 'desc' ? -1 : 1;
  return users.sort((a, b) => sign * valueOf(a, name).localeCompare(valueOf(b, name)));
}

/** @returns whether the request accepts an answer that may lag behind, from which more can be asked. */
export const isEventual = (c: Context): boolean =>
  c.req.header('consistencylevel')?.toLowerCase() === 'eventual';

/**
 * The people that answer a query.
 * @throws GraphError for options that it does not understand, and where `ConsistencyLevel: eventual` is missing.
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
    ...(search ? [searched(search)] : []),
    ...(filter ? [filtered(filter, eventual && count === 'true')] : []),
  ];
  const users = people.map(graphUser).filter((user) => tests.every((test) => test(user)));
  return orderBy ? ordered(users, orderBy) : users;
}
