import type { Person } from '../people.ts';
import { GraphError } from './graphError.ts';
import { graphUser, type GraphUser } from './user.ts';

const bad = (message: string) => new GraphError(400, 'Request_UnsupportedQuery', message);

function valueOf(user: GraphUser, name: string): string {
  const value = user[name as keyof GraphUser];
  return typeof value === 'string' ? value.toLowerCase() : '';
}

/** `"displayName:bo" OR "mail:bo"`: every term a property and the beginning of one of its words. */
function searched(search: string): (user: GraphUser) => boolean {
  const terms = search.split(/\s+OR\s+/).map((term) => {
    const [, name, text] = /^"(\w+):([^"]+)"$/.exec(term.trim()) ?? [];
    if (!name || !text) throw bad('$search takes "property:text", joined by OR.');
    return { name, text: text.trim().toLowerCase() };
  });
  return (user) =>
    terms.some(({ name, text }) =>
      valueOf(user, name)
        .split(/[\s@.()]+/)
        .some((word, i, words) => words.slice(i).join(' ').startsWith(text) || word.startsWith(text)),
    );
}

/** `startswith(displayName,'bo') or mail eq 'x'`: the comparisons that people pickers use. */
function filtered(filter: string): (user: GraphUser) => boolean {
  const terms = filter.split(/\s+or\s+/i).map((term) => {
    const starts = /^startswith\((\w+),\s*'((?:[^']|'')*)'\)$/i.exec(term.trim());
    const equals = /^(\w+) eq '((?:[^']|'')*)'$/i.exec(term.trim());
    const [, name, quoted] = starts ?? equals ?? [];
    if (!name || quoted === undefined) throw bad(`The emulator does not understand the filter ${term}.`);
    const text = quoted.replaceAll("''", "'").toLowerCase();
    return (user: GraphUser) =>
      starts ? valueOf(user, name).startsWith(text) : valueOf(user, name) === text;
  });
  return (user) => terms.some((matches) => matches(user));
}

/**
 * The collection that answers a query.
 * @param option reads a query option, such as `$top`.
 * @throws GraphError for options that it does not understand.
 * @see https://learn.microsoft.com/graph/query-parameters
 */
export function queryUsers(people: readonly Person[], option: (name: string) => string | undefined) {
  const search = option('$search');
  const filter = option('$filter');
  const top = Number(option('$top') ?? 100);
  if (!Number.isInteger(top) || top < 1 || top > 999) throw bad('$top must be between 1 and 999.');
  const tests = [search ? searched(search) : () => true, filter ? filtered(filter) : () => true];
  const users = people.map(graphUser).filter((user) => tests.every((test) => test(user)));
  return { users: users.slice(0, top), count: users.length };
}
