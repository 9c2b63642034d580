import * as z from 'zod/mini';
import type { ListsFolder } from '../lists/exchangeLists.ts';
import { maxFileSize } from '../lists/listsFile.ts';
import type { SyncFault } from '../lists/syncStatus.ts';
import { readBody, type Graph, type GraphAnswer } from './graph.ts';

const folderPath = '/me/drive/special/approot';
const fileName = 'switchboard-lists.json';
const path = `${folderPath}:/${fileName}`;
/** Long enough for a large file on a slow connection. */
const transferTimeoutMs = 120_000;

const DriveItem = z.object({
  name: z.string(),
  eTag: z.string(),
  size: z.optional(z.number()),
  '@microsoft.graph.downloadUrl': z.optional(z.string()),
});
const Children = z.object({ value: z.array(DriveItem) });

function toFault({ reason, status }: Extract<GraphAnswer, { ok: false }>): SyncFault {
  if (status === 507) return 'full';
  if (status === 413) return 'tooLarge';
  if (reason === 'forbidden' || reason === 'notFound') return 'refused';
  return reason === 'offline' ? 'offline' : 'unavailable';
}

/**
 * Creates the access to the file with the user's lists, in the folder that the app has in the user's OneDrive.
 * @param origins from which files may be downloaded
 * @see https://learn.microsoft.com/graph/onedrive-sharepoint-appfolder
 */
export function createListsFolder(graph: Graph, scopes: string[], origins: readonly string[]): ListsFolder {
  /** Until when OneDrive wants no request, in milliseconds since 1970. OneDrive throttles a client longer if it asks earlier. */
  let busyUntil = 0;
  const request = async (
    requestPath: string,
    options: Omit<Parameters<Graph>[1], 'scopes'> = {},
  ): Promise<GraphAnswer> => {
    if (Date.now() < busyUntil) return { ok: false, reason: 'busy' };
    const answer = await graph(requestPath, { scopes, ...options });
    if (!answer.ok) busyUntil = Date.now() + (answer.retryAfterSeconds ?? 0) * 1000;
    return answer;
  };
  const download = async (url: string): Promise<{ text: string } | SyncFault> => {
    if (!URL.canParse(url) || !origins.includes(new URL(url).origin)) return 'hostBlocked';
    try {
      // Without the token, which browsers do not send to another host after a redirect of Graph.
      const signal = AbortSignal.timeout(transferTimeoutMs);
      const response = await fetch(url, { credentials: 'omit', cache: 'no-store', signal });
      return response.ok ? { text: await response.text() } : 'unavailable';
    } catch {
      return navigator.onLine ? 'unavailable' : 'offline';
    }
  };
  const send = async (options: Parameters<typeof request>[1]) => {
    const answer = await request(path, options);
    return answer.ok || answer.status === 404 ? null : toFault(answer);
  };
  return {
    async read(knownETag) {
      // The list of the folder, because the browser would log the answer 404 as an error.
      const answer = await request(`${folderPath}/children`);
      if (!answer.ok) return toFault(answer);
      const children = await readBody(answer, Children);
      if (typeof children === 'string') return 'unavailable';
      const item = children.value.find(({ name }) => name === fileName);
      if (!item) return null;
      const { eTag, size = 0, '@microsoft.graph.downloadUrl': url = '' } = item;
      if (eTag === knownETag) return { eTag, text: null };
      if (size > maxFileSize) return 'tooLarge';
      const content = await download(url);
      return typeof content === 'string' ? content : { eTag, text: content.text };
    },
    async write(text, eTag) {
      const query = eTag === null ? '?@microsoft.graph.conflictBehavior=fail' : '';
      const answer = await request(`${path}:/content${query}`, {
        method: 'PUT',
        body: text,
        timeoutMs: transferTimeoutMs,
        ...(eTag !== null && { headers: { 'if-match': eTag } }),
      });
      if (!answer.ok) return answer.status === 412 || answer.status === 409 ? 'changed' : toFault(answer);
      const item = await readBody(answer, DriveItem);
      return typeof item === 'string' ? 'unavailable' : { eTag: item.eTag };
    },
    setAside: () => send({ method: 'PATCH', body: { name: `unreadable-${Date.now()}-${fileName}` } }),
    remove: () => send({ method: 'DELETE' }),
  };
}
