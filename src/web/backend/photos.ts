import * as z from 'zod/mini';
import type { Graph } from './graph.ts';

/** `none`: there is no photo. `unavailable`: it could not be asked. */
export type PhotoAnswer = Blob | 'none' | 'unavailable';

interface Wish {
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

/** What is asked for within this time goes together, in milliseconds; and how many Graph takes at once. */
const gathering = 20;
const atOnce = 20;

/**
 * Portraits, by Microsoft Graph, many in one request: a list shows many at once, and who has none is no failed request.
 * @param scopes with `User.ReadBasic.All` among them
 * @see https://learn.microsoft.com/graph/api/profilephoto-get and https://learn.microsoft.com/graph/json-batching
 */
export function createPhotoSource(graph: Graph, scopes: string[]) {
  let wishes: Wish[] = [];

  const send = async () => {
    const batch = wishes.slice(0, atOnce);
    wishes = wishes.slice(atOnce);
    if (wishes.length > 0) void send();
    const answers = await ask(batch);
    for (const [index, wish] of batch.entries())
      wish.answer(toPhoto(answers?.find(({ id }) => id === String(index))));
  };
  const ask = async (batch: readonly Wish[]): Promise<readonly Answer[] | null> => {
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

  /** @param size in pixels, one of those that Graph keeps: 48, 64, 96, 120, … */
  return (oid: string, size: number): Promise<PhotoAnswer> =>
    new Promise((answer) => {
      if (wishes.length === 0) setTimeout(() => void send(), gathering);
      wishes.push({ oid, size, answer });
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
    // No base64: as good as no photo.
    return 'none';
  }
}
