import * as z from 'zod/mini';
import type { Graph } from './graph.ts';

/** The number of requests that Graph accepts in one batch. */
export const maxBatchedRequests = 20;

const BatchAnswer = z.object({
  responses: z.array(
    z.object({
      id: z.string(),
      status: z.number(),
      headers: z.optional(z.nullable(z.record(z.string(), z.string()))),
      body: z.optional(z.unknown()),
    }),
  ),
});
/** The answer to one request of a batch. A body that is not JSON is base64. */
export type BatchedAnswer = z.infer<typeof BatchAnswer>['responses'][number];

/**
 * Sends up to 20 GET requests to Microsoft Graph as one request. A request that Graph answers with 404 then causes no
 * failed request in the browser's console.
 * @param urls the addresses after the version, for example `/me/contacts`
 * @param headers the headers of each of the requests
 * @returns the answers in the order of `urls`, `undefined` where one is missing; `null` if the batch failed
 * @see https://learn.microsoft.com/graph/json-batching
 */
export async function sendBatch(
  graph: Graph,
  scopes: string[],
  urls: readonly string[],
  headers?: Readonly<Record<string, string>>,
): Promise<readonly (BatchedAnswer | undefined)[] | null> {
  const requests = urls.map((url, index) => ({
    id: String(index),
    method: 'GET',
    url,
    ...(headers && { headers }),
  }));
  const answer = await graph('/$batch', {
    scopes,
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ requests }),
  });
  if (!answer.ok) return null;
  const parsed = BatchAnswer.safeParse(await answer.response.json().catch(() => null));
  if (!parsed.success) return null;
  return urls.map((_url, index) => parsed.data.responses.find(({ id }) => id === String(index)));
}
