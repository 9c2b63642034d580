import { GraphError } from './graphError.ts';
import type { GraphUser } from './user.ts';

type Test = (user: GraphUser) => boolean;

const bad = (clause: string): GraphError =>
  new GraphError(400, 'Request_UnsupportedQuery', `Unsupported or invalid query filter clause: ${clause}.`);

export function valueOf(user: GraphUser, name: string): string {
  const value = user[name as keyof GraphUser];
  return typeof value === 'string' ? value.toLowerCase() : '';
}

/** Splits at a word outside of quotes. One space on each side is looked for: in a row of many, any number takes long. */
export function splitAt(word: 'and' | 'or' | 'AND' | 'OR', text: string, quote: '"' | "'"): string[] {
  const pieces = text.split(quote);
  const parts = [''];
  for (const [i, piece] of pieces.entries()) {
    // Every second piece stands in quotes.
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
/** What the directory answers from its index of copies only, to those who ask for it. */
const advanced = new Set(['endswith', 'ne']);

const plain = (quoted: string): string => quoted.replaceAll("''", "'").toLowerCase();

function clause(term: string, eventual: boolean): Test {
  for (const [kind, form] of Object.entries(clauses)) {
    const [, name, given] = form.exec(term) ?? [];
    if (name === undefined || given === undefined) continue;
    if (advanced.has(kind) && !eventual) throw bad(`${term} (it needs ConsistencyLevel and $count)`);
    const wanted = plain(given);
    const list = new Set(Array.from(given.matchAll(new RegExp(text, 'g')), ([, item = '']) => plain(item)));
    return (user) => {
      const value = valueOf(user, name);
      if (kind === 'startswith') return value.startsWith(wanted);
      if (kind === 'endswith') return value.endsWith(wanted);
      if (kind === 'in') return list.has(value);
      return (value === wanted) === (kind === 'eq');
    };
  }
  throw bad(term);
}

/**
 * The comparisons that people pickers use, joined by `and` and `or`.
 * @param eventual whether the request asked for eventual consistency, which some comparisons need.
 * @throws GraphError for anything else.
 * @see https://learn.microsoft.com/graph/aad-advanced-queries
 */
export function filtered(filter: string, eventual: boolean): Test {
  const ways = splitAt('or', filter, "'").map((way) =>
    splitAt('and', way, "'").map((term) => clause(term, eventual)),
  );
  return (user) => ways.some((terms) => terms.every((matches) => matches(user)));
}
