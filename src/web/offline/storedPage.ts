/*
 * The worker keeps the page of the app, so that a returning user sees *Sign in* without waiting for the server. While the
 * browser draws the page, the worker requests it from the server. The app loads only if both are equal.
 *
 * The page has no data of a user: it is the same for everyone.
 */

const cacheName = 'page';
/** The key of the stored page. The server sends the same page for every address of the app. */
const pageKey = '/';
/** Tells the script in the page that it must ask whether the page is current. */
const marker = '<html data-stored ';

/** A page as the server sent it, with its nonce. */
interface ServerPage {
  readonly html: string;
  readonly headers: Headers;
  readonly nonce: string;
}

/** @returns `null` for an answer that is not the page of the app */
async function readPage(response: Response): Promise<ServerPage | null> {
  const policy = response.headers.get('content-security-policy') ?? '';
  const nonce = /'nonce-([^']+)'/.exec(policy)?.[1];
  const isHtml = response.headers.get('content-type')?.startsWith('text/html');
  if (response.status !== 200 || response.redirected || !isHtml || nonce === undefined) return null;
  return { html: await response.text(), headers: response.headers, nonce };
}

/** Whether the two answers differ only in their nonces. The headers count too, because they contain the page's policy. */
function isSamePage(a: ServerPage, b: ServerPage): boolean {
  const describe = ({ html, headers, nonce }: ServerPage) =>
    [html, headers.get('content-security-policy'), headers.get('permissions-policy')].map((text) =>
      text?.replaceAll(nonce, ''),
    );
  return JSON.stringify(describe(a)) === JSON.stringify(describe(b));
}

export async function storePage(response: Response): Promise<void> {
  const copy = response.clone();
  if (await readPage(response.clone())) await (await caches.open(cacheName)).put(pageKey, copy);
}

/** @returns `null` if no page is stored, or if the browser's storage fails: then the page comes from the server */
async function readStoredPage(): Promise<ServerPage | null> {
  try {
    const stored = await caches.match(pageKey, { cacheName });
    return stored ? await readPage(stored) : null;
  } catch {
    return null;
  }
}

/**
 * Creates an answer from the stored page. It gets a new nonce, as each answer of the server does: a nonce protects only as
 * long as nobody can know it.
 * @returns `null` if no page is stored that can be read
 */
export async function createStoredResponse(): Promise<Response | null> {
  const page = await readStoredPage();
  if (!page) return null;
  const nonce = createNonce();
  const headers = new Headers(page.headers);
  headers.set(
    'content-security-policy',
    (headers.get('content-security-policy') ?? '').replaceAll(page.nonce, nonce),
  );
  // The stored text is no longer compressed.
  headers.delete('content-encoding');
  headers.delete('content-length');
  return new Response(page.html.replaceAll(page.nonce, nonce).replace('<html ', marker), { headers });
}

const createNonce = (): string =>
  btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(18))))
    .replaceAll('+', '-')
    .replaceAll('/', '_');

/**
 * Compares the stored page with the server's. A page that is no longer current, or that cannot be compared, is deleted, so
 * that the next request for the page goes to the server.
 * @param loading the server's answer, which is being requested
 */
export async function checkStoredPage(loading: Promise<Response>): Promise<boolean> {
  const [stored, current] = await Promise.all([readStoredPage(), loading.then(readPage).catch(() => null)]);
  const isCurrent = stored !== null && current !== null && isSamePage(stored, current);
  // If the storage fails, there is no page to delete.
  if (!isCurrent) await caches.delete(cacheName).catch(() => false);
  return isCurrent;
}
