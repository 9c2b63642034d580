import type { Context } from 'hono';
import type { Person } from '../core/people.ts';
import { parseFilter, splitAtWord, readProperty } from './filter.ts';
import { GraphError } from './graphError.ts';
import { createGraphUser, type GraphUser } from './user.ts';

const createBadRequest = (message: string): GraphError =>
  new GraphError(400, 'Request_UnsupportedQuery', message);

/**
 * Splits a text into words, in lower case. Properties and search texts are split in the same way, so a search for a
 * whole e-mail address finds its owner.
 */
const splitIntoWords = (text: string): string[] =>
  text
    .trim()
    .toLowerCase()
    .split(/[\s@.()]+/);

/**
 * Reads a `$search`, such as `"displayName:bo" OR "mail:bo"`. A term matches a user if a word of the named property
 * begins with the text.
 */
function parseSearch(search: string): (user: GraphUser) => boolean {
  const alternatives = splitAtWord('OR', search, '"').map((alternative) =>
    splitAtWord('AND', alternative, '"').map((term) => {
      const [, name, text] = /^"(\w+):([^"]+)"$/.exec(term) ?? [];
      if (!name || !text) throw createBadRequest('$search takes "property:text", joined by AND and OR.');
      return { name, text: splitIntoWords(text).join(' ') };
    }),
  );
  // A term matches if a word begins with its text, or if the property from that word on begins with its text.
  const matchesTerm = (user: GraphUser, name: string, text: string) =>
    splitIntoWords(readProperty(user, name)).some(
      (word, i, words) => words.slice(i).join(' ').startsWith(text) || word.startsWith(text),
    );
  return (user) =>
    alternatives.some((terms) => terms.every(({ name, text }) => matchesTerm(user, name, text)));
}

/** Applies `$orderby`, such as `displayName desc`. The order ignores upper and lower case, as in Entra's directory. */
function sortUsers(users: GraphUser[], orderBy: string): GraphUser[] {
  const [, name, direction] = /^(displayName|userPrincipalName)(?: (asc|desc))?$/.exec(orderBy) ?? [];
  if (!name) throw createBadRequest(`Sorting by ${orderBy} is not supported.`);
  const sign = direction === 'desc' ? -1 : 1;
  return users.sort((a, b) => sign * readProperty(a, name).localeCompare(readProperty(b, name)));
}

/** @returns whether the request has `ConsistencyLevel: eventual`, which Graph demands for some queries. */
export const isEventual = (c: Context): boolean =>
  c.req.header('consistencylevel')?.toLowerCase() === 'eventual';

/**
 * Applies the query options of a request to a list of people.
 * @throws GraphError 400 for options that are not supported, or that lack `ConsistencyLevel: eventual`.
 * @see https://learn.microsoft.com/graph/query-parameters
 */
export function queryUsers(c: Context, people: readonly Person[]): GraphUser[] {
  const { $search: search, $filter: filter, $orderby: orderBy, $count: count } = c.req.query();
  const allowsEventual = isEventual(c);
  if (search && !allowsEventual) {
    throw createBadRequest(
      'Request with $search query parameter only works through MSGraph with a special request header: ConsistencyLevel: eventual.',
    );
  }
  const tests = [
    ...(search ? [parseSearch(search)] : []),
    ...(filter ? [parseFilter(filter, allowsEventual && count === 'true')] : []),
  ];
  const users = people.map(createGraphUser).filter((user) => tests.every((test) => test(user)));
  return orderBy ? sortUsers(users, orderBy) : users;
}
