import * as z from 'zod/mini';
import type { Graph } from './graph.ts';

/** A photo. `none`: the person has no photo. `unavailable`: Graph did not answer. */
export type PhotoAnswer = Blob | 'none' | 'unavailable';

/** A photo that is waiting to be requested. */
interface PhotoRequest {
  readonly oid: string;
  /** Width and height in pixels. */
  readonly size: number;
  readonly resolve: (answer: PhotoAnswer) => void;
}

/** Graph's answer to a batch. */
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
type Answer = z.infer<typeof BatchAnswer>['responses'][number];

/** Milliseconds for which requests are collected before one batch is sent with all of them. */
const collectMs = 20;
/** The number of requests that Graph accepts in one batch. */
const maxBatch = 20;

/**
 * Creates the function that gets photos of people from Microsoft Graph. It requests them in batches, because a list of
 * people needs many photos at once, and because a person without a photo then causes no failed request in the browser's
 * console.
 * @param scopes must include `User.ReadBasic.All`
 * @see https://learn.microsoft.com/graph/api/profilephoto-get and https://learn.microsoft.com/graph/json-batching
 */
export function createPhotoSource(graph: Graph, scopes: string[]) {
  let queue: PhotoRequest[] = [];

  const sendBatch = async () => {
    const batch = queue.slice(0, maxBatch);
    queue = queue.slice(maxBatch);
    if (queue.length > 0) void sendBatch();
    const answers = await requestBatch(batch);
    for (const [index, request] of batch.entries())
      request.resolve(toPhoto(answers?.find(({ id }) => id === String(index))));
  };
  const requestBatch = async (batch: readonly PhotoRequest[]): Promise<readonly Answer[] | null> => {
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
    const parseResult = BatchAnswer.safeParse(await answer.response.json().catch(() => null));
    return parseResult.success ? parseResult.data.responses : null;
  };

  /** @param size width and height in pixels; Graph has the sizes 48, 64, 96, 120, … */
  return (oid: string, size: number): Promise<PhotoAnswer> =>
    new Promise((resolve) => {
      if (queue.length === 0) setTimeout(() => void sendBatch(), collectMs);
      queue.push({ oid, size, resolve });
    });
}

function toPhoto(answer: Answer | undefined): PhotoAnswer {
  if (answer?.status === 404) return 'none';
  if (answer?.status !== 200) return 'unavailable';
  const headers = Object.entries(answer.headers ?? {});
  const mediaType = headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
  if (!mediaType.startsWith('image/') || typeof answer.body !== 'string') return 'none';
  try {
    const bytes = Uint8Array.from(atob(answer.body), (character) => character.charCodeAt(0));
    return new Blob([bytes], { type: mediaType });
  } catch {
    // The body is not base64. The person is treated like a person without a photo.
    return 'none';
  }
}
