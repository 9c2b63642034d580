import * as z from 'zod/mini';
import { readBody, type Graph } from './graph.ts';

/** Graph's limit for one batch. */
const maxBatchedRequests = 20;

const BatchAnswer = z.object({
  responses: z.array(
    z.object({
      id: z.string(),
      status: z.number(),
      headers: z.nullish(z.record(z.string(), z.string())),
      body: z.optional(z.unknown()),
    }),
  ),
});
/** The answer to one request in a batch. A body that is not JSON is base64. */
export type BatchedAnswer = Omit<z.infer<typeof BatchAnswer>['responses'][number], 'id'>;

/**
 * Sends up to 20 GET requests to Microsoft Graph as one. So a 404 among their answers causes no error in the browser's console.
 * @param urls the addresses after the version, for example `/me/contacts`
 * @returns the answers in the order of `urls`, `undefined` where one is missing; an empty list if the batch failed
 * @see https://learn.microsoft.com/graph/json-batching
 */
export async function sendBatch(
  graph: Graph,
  scopes: string[],
  urls: readonly string[],
  headers?: Readonly<Record<string, string>>,
): Promise<readonly (BatchedAnswer | undefined)[]> {
  const requests = urls.map((url, index) => ({
    id: String(index),
    method: 'GET',
    url,
    ...(headers && { headers }),
  }));
  const answer = await readBody(await graph('/$batch', { scopes, body: { requests } }), BatchAnswer);
  // A text says why there is no answer.
  if (typeof answer === 'string') return [];
  return urls.map((_url, index) => answer.responses.find(({ id }) => id === String(index)));
}

/** Sends one GET request without a batch. @returns the answer as in a batch; `undefined` if Graph does not answer */
async function sendAlone(graph: Graph, scopes: string[], url: string): Promise<BatchedAnswer | undefined> {
  const answer = await graph(url, { scopes });
  if (answer.ok) return { status: 200, body: await answer.response.json().catch(() => null) };
  return answer.status === undefined ? undefined : { status: answer.status };
}

/**
 * Creates a function that sends a GET request in a batch with others, because a list of people needs many names or photos at once.
 * The promise that it returns resolves with `undefined` if Graph did not answer.
 * @param options.maxRunning how many batches may wait for their answers at the same time. Default: no limit
 * @param options.sendsOneAlone whether a request is sent without a batch if there are no others. Default: `false`
 */
export function createBatchedGet(
  graph: Graph,
  scopes: string[],
  options: { headers?: Readonly<Record<string, string>>; maxRunning?: number; sendsOneAlone?: boolean } = {},
) {
  interface Waiting {
    readonly url: string;
    readonly resolve: (answer: BatchedAnswer | undefined) => void;
  }
  const send = async (waiting: readonly Waiting[]) => {
    const urls = waiting.map(({ url }) => url);
    const [first, ...others] = urls;
    const answers =
      options.sendsOneAlone && first !== undefined && others.length === 0
        ? [await sendAlone(graph, scopes, first)]
        : await sendBatch(graph, scopes, urls, options.headers);
    for (const [index, { resolve }] of waiting.entries()) resolve(answers[index]);
  };
  const add = createCollector<Waiting>(maxBatchedRequests, send, options.maxRunning);
  return (url: string) => new Promise<BatchedAnswer | undefined>((resolve) => add({ url, resolve }));
}

/** How long the collector collects items before each further request. */
const collectMs = 100;

/**
 * Collects items that a list's rows need at about the same time, so that one request serves many rows. The first items after a
 * pause are sent at once. When items wait, the newest are sent first, because the user sees their rows now.
 * @param maxItems how many items one request takes
 * @param send resolves when the request is answered
 * @param maxRunning how many requests may run at the same time
 * @returns the function that adds an item
 */
export function createCollector<Item>(
  maxItems: number,
  send: (items: readonly Item[]) => Promise<void>,
  maxRunning = Number.POSITIVE_INFINITY,
): (item: Item) => void {
  const items: Item[] = [];
  let isCollecting = false;
  let runningCount = 0;

  const sendWaiting = () => {
    while (items.length > 0 && runningCount < maxRunning) {
      runningCount += 1;
      void send(items.splice(-maxItems)).finally(() => {
        runningCount -= 1;
        if (!isCollecting) sendWaiting();
      });
    }
  };
  const endCollecting = () => {
    isCollecting = items.length > 0;
    if (!isCollecting) return;
    setTimeout(endCollecting, collectMs);
    sendWaiting();
  };
  return (item) => {
    items.push(item);
    if (isCollecting) return;
    isCollecting = true;
    // The rows that React renders together add their items in one task, which ends before this callback runs.
    queueMicrotask(endCollecting);
  };
}
