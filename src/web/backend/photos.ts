import * as z from 'zod/mini';
import type { Graph } from './graph.ts';

/** `none`: the person has no photo. `unavailable`: Graph did not answer. */
export type PhotoAnswer = Blob | 'none' | 'unavailable';

interface PhotoRequest {
  readonly oid: string;
  readonly size: number;
  readonly answer: (answer: PhotoAnswer) => void;
}

const Answers = z.object({
  responses: z.array(
    z.object({
      id: z.string(),
      status: z.number(),
      headers: z.optional(z.nullable(z.record(z.string(), z.string()))),
      body: z.optional(z.unknown()),
    }),
  ),
});
type Answer = z.infer<typeof Answers>['responses'][number];

/** Milliseconds for which requests are collected before they are sent together. */
const collectMs = 20;
/** Requests that Graph accepts in one batch. */
const maxBatch = 20;

/**
 * Gets photos of people from Microsoft Graph, in batches: a list of people needs many photos at once, and in a batch a person
 * without a photo causes no failed request.
 * @param scopes must include `User.ReadBasic.All`
 * @see https://learn.microsoft.com/graph/api/profilephoto-get and https://learn.microsoft.com/graph/json-batching
 */
export function createPhotoSource(graph: Graph, scopes: string[]) {
  let queue: PhotoRequest[] = [];

  const send = async () => {
    const batch = queue.slice(0, maxBatch);
    queue = queue.slice(maxBatch);
    if (queue.length > 0) void send();
    const answers = await ask(batch);
    for (const [index, request] of batch.entries())
      request.answer(toPhoto(answers?.find(({ id }) => id === String(index))));
  };
  const ask = async (batch: readonly PhotoRequest[]): Promise<readonly Answer[] | null> => {
    const requests = batch.map(({ oid, size }, index) => ({
      id: String(index),
      method: 'GET',
      url: `/users/${encodeURIComponent(oid)}/photos/${size}x${size}/$value`,
    }));
    const answer = await graph('/$batch', {
      scopes,
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ requests }),
    });
    if (!answer.ok) return null;
    const read = Answers.safeParse(await answer.response.json().catch(() => null));
    return read.success ? read.data.responses : null;
  };

  /** @param size in pixels; Graph has the sizes 48, 64, 96, 120, … */
  return (oid: string, size: number): Promise<PhotoAnswer> =>
    new Promise((answer) => {
      if (queue.length === 0) setTimeout(() => void send(), collectMs);
      queue.push({ oid, size, answer });
    });
}

function toPhoto(answer: Answer | undefined): PhotoAnswer {
  if (answer?.status === 404) return 'none';
  if (answer?.status !== 200) return 'unavailable';
  const headers = Object.entries(answer.headers ?? {});
  const type = headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
  if (!type.startsWith('image/') || typeof answer.body !== 'string') return 'none';
  try {
    return new Blob([Uint8Array.from(atob(answer.body), (letter) => letter.charCodeAt(0))], { type });
  } catch {
    // The body is not base64, which is treated as no photo.
    return 'none';
  }
}
