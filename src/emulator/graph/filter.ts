import { GraphError } from './graphError.ts';
import type { GraphUser } from './user.ts';

type Test = (user: GraphUser) => boolean;

const unsupported = (clause: string): GraphError =>
  new GraphError(400, 'Request_UnsupportedQuery', `Unsupported or invalid query filter clause: ${clause}.`);

export function valueOf(user: GraphUser, name: string): string {
  const value = user[name as keyof GraphUser];
  return typeof value === 'string' ? value.toLowerCase() : '';
}

/**
 * Splits a text at a word outside of quotes. It matches one space on each side of the word, because a pattern for any
 * number of spaces takes too long on a text of many.
 */
export function splitAt(word: 'and' | 'or' | 'AND' | 'OR', text: string, quote: '"' | "'"): string[] {
  const pieces = text.split(quote);
  const parts = [''];
  for (const [i, piece] of pieces.entries()) {
    // Every second piece is inside of quotes.
    const quoted = i % 2 === 1;
    const [first = '', ...more] = quoted ? [piece] : piece.split(new RegExp(`\\s${word}\\s`));
    parts.push(`${parts.pop()}${quoted ? quote : ''}${first}${quoted ? quote : ''}`, ...more);
  }
  return parts.map((part) => part.trim());
}

const text = "'((?:[^']|'')*)'";
const clauses = {
  startswith: new RegExp(`^startswith\\((\\w+),\\s*${text}\\)$`, 'i'),
  endswith: new RegExp(`^endswith\\((\\w+),\\s*${text}\\)$`, 'i'),
  eq: new RegExp(`^(\\w+) eq ${text}$`, 'i'),
  ne: new RegExp(`^(\\w+) ne ${text}$`, 'i'),
  in: new RegExp(`^(\\w+) in \\((${text}(?:\\s*,\\s*${text})*)\\)$`, 'i'),
};
/** Comparisons that need `ConsistencyLevel: eventual` and `$count`. */
const advanced = new Set(['endswith', 'ne']);

const plain = (quoted: string): string => quoted.replaceAll("''", "'").toLowerCase();

function clause(term: string, eventual: boolean): Test {
  for (const [kind, form] of Object.entries(clauses)) {
    const [, name, given] = form.exec(term) ?? [];
    if (name === undefined || given === undefined) continue;
    if (advanced.has(kind) && !eventual) throw unsupported(`${term} (it needs ConsistencyLevel and $count)`);
    const expected = plain(given);
    const list = new Set(Array.from(given.matchAll(new RegExp(text, 'g')), ([, item = '']) => plain(item)));
    return (user) => {
      const value = valueOf(user, name);
      if (kind === 'startswith') return value.startsWith(expected);
      if (kind === 'endswith') return value.endsWith(expected);
      if (kind === 'in') return list.has(value);
      return (value === expected) === (kind === 'eq');
    };
  }
  throw unsupported(term);
}

/**
 * Reads a `$filter` of the comparisons that people pickers use, joined by `and` and `or`.
 * @param eventual whether the request allows eventual consistency, which some comparisons need.
 * @throws GraphError 400 for other filters.
 * @see https://learn.microsoft.com/graph/aad-advanced-queries
 */
export function readFilter(filter: string, eventual: boolean): Test {
  const alternatives = splitAt('or', filter, "'").map((alternative) =>
    splitAt('and', alternative, "'").map((term) => clause(term, eventual)),
  );
  return (user) => alternatives.some((terms) => terms.every((matches) => matches(user)));
}
