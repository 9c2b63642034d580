import * as z from 'zod/mini';
import { toSingleLine } from '../base/toSingleLine.ts';
import type { NumberNameSources } from '../people/numberNames.ts';
import { maxBatchedRequests, sendBatch } from './batch.ts';
import { createCollector } from './collector.ts';
import type { Graph } from './graph.ts';

const Users = z.object({ value: z.array(z.object({ displayName: z.string() })) });

/** The longest name that is shown. */
const maxCharacters = 120;

/** A phone number whose owner is to be found. */
interface NumberRequest {
  readonly spellings: readonly string[];
  readonly resolve: (name: string | null) => void;
}

/**
 * Creates the function that finds the colleague to whom a phone number belongs. The directory compares numbers as texts,
 * so it is asked for each usual way to write the number.
 * @param scopes must include `User.Read.All`
 * @see https://learn.microsoft.com/graph/aad-advanced-queries
 */
export function createNumberOwnerSource(graph: Graph, scopes: string[]): NumberNameSources['findColleague'] {
  const sendNumbers = async (batch: readonly NumberRequest[]) => {
    const answers = await sendBatch(
      graph,
      scopes,
      batch.map(({ spellings }) => toUrl(spellings)),
      // Graph demands this header, and `$count`, for a filter by `mobilePhone`.
      { consistencylevel: 'eventual' },
    );
    for (const [index, { resolve }] of batch.entries()) {
      const parsed = Users.safeParse(answers?.[index]?.body);
      const name = parsed.success ? parsed.data.value[0]?.displayName : undefined;
      resolve(name === undefined ? null : toSingleLine(name, maxCharacters));
    }
  };
  const request = createCollector<NumberRequest>(maxBatchedRequests, sendNumbers);
  return (spellings) => new Promise((resolve) => request({ spellings, resolve }));
}

function toUrl(spellings: readonly string[]): string {
  // Two quotes stand for one quote in a text of a filter.
  const quoted = spellings.map((spelling) => `'${spelling.replaceAll("'", "''")}'`);
  const filter = quoted
    .flatMap((text) => [`businessPhones/any(p:p eq ${text})`, `mobilePhone eq ${text}`])
    .join(' or ');
  return `/users?$count=true&$top=1&$select=displayName&$filter=${encodeURIComponent(filter)}`;
}
