import type { LookUpResult } from '../people/people.ts';
import { maxBatchedRequests, sendBatch } from './batch.ts';
import { createCollector } from './collector.ts';
import { GraphUser, selectParameter, toPerson } from './directoryPerson.ts';
import type { Graph } from './graph.ts';

/** A person who is to be looked up. */
interface PersonRequest {
  /** The address of the person, after the version. */
  readonly url: string;
  readonly resolve: (answer: LookUpResult) => void;
}

const toResult = (body: unknown): LookUpResult => {
  const user = GraphUser.safeParse(body);
  return user.success ? toPerson(user.data) : 'unavailable';
};

/**
 * Creates the function that looks a person up by object id or UPN. A list of people needs many names at once, so they are
 * requested in batches.
 * @param scopes must include `User.ReadBasic.All`
 * @see https://learn.microsoft.com/graph/api/user-get and https://learn.microsoft.com/graph/json-batching
 */
export function createPersonSource(graph: Graph, scopes: string[]) {
  const sendOne = async ({ url, resolve }: PersonRequest) => {
    const answer = await graph(url, { scopes });
    if (!answer.ok) return resolve(answer.reason === 'notFound' ? 'unknown' : 'unavailable');
    resolve(toResult(await answer.response.json().catch(() => null)));
  };
  const sendMany = async (batch: readonly PersonRequest[]) => {
    const answers = await sendBatch(
      graph,
      scopes,
      batch.map(({ url }) => url),
    );
    for (const [index, { resolve }] of batch.entries()) {
      const answer = answers?.[index];
      resolve(answer?.status === 404 ? 'unknown' : toResult(answer?.body));
    }
  };
  const request = createCollector<PersonRequest>(maxBatchedRequests, (batch) => {
    const [first] = batch;
    return first && batch.length === 1 ? sendOne(first) : sendMany(batch);
  });
  return (oidOrUpn: string): Promise<LookUpResult> =>
    new Promise((resolve) =>
      request({ url: `/users/${encodeURIComponent(oidOrUpn)}?${selectParameter}`, resolve }),
    );
}
