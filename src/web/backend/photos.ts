import type { FetchPhoto, PhotoAnswer } from '../people/photos.ts';
import { createBatchedGet, type BatchedAnswer } from './batch.ts';
import type { Graph } from './graph.ts';

/** How many batches may run at once, because names must not wait for the photos of rows that have left the screen. */
const maxRunning = 2;

/**
 * Creates the function that gets people's photos in batches, so that a missing photo causes no error in the browser's console.
 * @param scopes must include `User.ReadBasic.All`
 * @see https://learn.microsoft.com/graph/api/profilephoto-get
 */
export function createPhotoSource(graph: Graph, scopes: string[]): FetchPhoto {
  const get = createBatchedGet(graph, scopes, { maxRunning });
  return async (oid, size) =>
    toPhoto(await get(`/users/${encodeURIComponent(oid)}/photos/${size}x${size}/$value`));
}

function toPhoto(answer: BatchedAnswer | undefined): PhotoAnswer {
  if (answer?.status === 404) return 'none';
  if (answer?.status !== 200) return 'unavailable';
  const headers = Object.entries(answer.headers ?? {});
  const mediaType = headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
  if (!mediaType.startsWith('image/') || typeof answer.body !== 'string') return 'none';
  try {
    const bytes = Uint8Array.from(atob(answer.body), (character) => character.charCodeAt(0));
    return new Blob([bytes], { type: mediaType });
  } catch {
    // The body is not base64, so there is no photo to show.
    return 'none';
  }
}
