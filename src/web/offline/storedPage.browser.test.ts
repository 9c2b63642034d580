import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { checkStoredPage, createStoredResponse, storePage } from './storedPage.ts';

interface PageParts {
  readonly nonce?: string;
  readonly text?: string;
  readonly policy?: string;
  readonly status?: number;
  readonly type?: string;
}

/** The server's answer to a request for the page. */
const createPage = ({
  nonce = 'nonce-of-the-server-0001',
  text = 'Sign in',
  policy = "connect-src 'self'",
  status = 200,
  type = 'text/html; charset=UTF-8',
}: PageParts = {}) =>
  new Response(`<!doctype html><html lang="en"><script nonce="${nonce}"></script>${text}</html>`, {
    status,
    headers: {
      'content-type': type,
      'content-encoding': 'br',
      'content-security-policy': `script-src 'self' 'nonce-${nonce}'; ${policy}`,
    },
  });

afterEach(() => vi.restoreAllMocks());
beforeEach(async () => {
  await caches.delete('page');
});

test('the stored page gets a new nonce each time, in the page and in its policy', async () => {
  await storePage(createPage());
  const nonces = new Set(['nonce-of-the-server-0001']);
  for (let count = 0; count < 3; count++) {
    const response = await createStoredResponse();
    const nonce = /'nonce-([^']+)'/.exec(response?.headers.get('content-security-policy') ?? '')?.[1] ?? '';
    expect(nonce).toMatch(/^[\w-]{24}$/);
    nonces.add(nonce);
    expect(response?.headers.get('content-encoding')).toBeNull();
    expect(await response?.text()).toBe(
      `<!doctype html><html data-stored lang="en"><script nonce="${nonce}"></script>Sign in</html>`,
    );
  }
  expect(nonces.size).toBe(4);
});

test('a page that differs from the server’s only in its nonce is current', async () => {
  await storePage(createPage());
  expect(await checkStoredPage(Promise.resolve(createPage({ nonce: 'nonce-of-the-server-0002' })))).toBe(
    true,
  );
  expect(await createStoredResponse()).not.toBeNull();
});

test.each<[string, Promise<Response>]>([
  ['the server has another page', Promise.resolve(createPage({ text: 'Next build' }))],
  ['the page has another policy', Promise.resolve(createPage({ policy: "connect-src 'none'" }))],
  ['the server fails', Promise.resolve(createPage({ status: 503 }))],
])('when %s, the stored page is not current, and is deleted', async (_name, loading) => {
  await storePage(createPage());
  expect(await checkStoredPage(loading)).toBe(false);
  expect(await createStoredResponse()).toBeNull();
});

test('when the server cannot be reached, the stored page is not current, and is deleted', async () => {
  await storePage(createPage());
  expect(await checkStoredPage(Promise.reject(new TypeError('Failed to fetch')))).toBe(false);
  expect(await createStoredResponse()).toBeNull();
});

test.each<[string, PageParts]>([
  ['an error', { status: 500 }],
  ['a file that is no page', { type: 'application/json' }],
])('%s is not stored', async (_name, parts) => {
  await storePage(createPage(parts));
  expect(await createStoredResponse()).toBeNull();
});

test('B6: leaves the page to the server if the browser’s storage fails, or the stored text cannot be read', async () => {
  await storePage(createPage());
  const unreadable = createPage();
  vi.spyOn(unreadable, 'text').mockRejectedValue(new DOMException('disk', 'NotReadableError'));
  const match = vi.spyOn(CacheStorage.prototype, 'match').mockResolvedValue(unreadable);
  expect(await createStoredResponse()).toBeNull();
  match.mockRejectedValue(new DOMException('broken', 'UnknownError'));
  vi.spyOn(CacheStorage.prototype, 'delete').mockRejectedValue(new DOMException('broken', 'UnknownError'));
  expect(await createStoredResponse()).toBeNull();
  expect(await checkStoredPage(Promise.resolve(createPage()))).toBe(false);
});
