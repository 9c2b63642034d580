import { expect, test, vi } from 'vitest';
import { createDirectory } from './directory.ts';
import type { Graph } from './graph.ts';

const neverAborted = new AbortController().signal;
/** Returns the properties in which a search looked, and the scopes of its token. */
async function search(profileScopes: string[] | null) {
  const graph = vi.fn<Graph>(async () => ({ ok: true, response: Response.json({ value: [] }) }));
  await createDirectory(graph, ['basic'], () => profileScopes).search('support', neverAborted);
  const [path, { scopes }] = graph.mock.calls[0] ?? ['', { scopes: [] }];
  return { searched: new URLSearchParams(path.split('?')[1]).get('$search'), scopes };
}

test('a search looks at names and addresses, and with the consent to profiles also at job titles', async () => {
  const names = '"displayName:support" OR "userPrincipalName:support" OR "mail:support"';
  expect(await search(null)).toEqual({ searched: names, scopes: ['basic'] });
  const searched = expect.stringContaining('"jobTitle:support"') as string;
  expect(await search(['profile'])).toEqual({ searched, scopes: ['profile'] });
});

const nameOf = (url: string) => url.replace(/^\/users\/|\?.*$/g, '');

/** A directory that knows everyone but Dave. */
function openDirectory() {
  const toAnswer = (id: string, url: string) =>
    nameOf(url) === 'dave' ? { id, status: 404 } : { id, status: 200, body: { id: nameOf(url) } };
  const graph = vi.fn<Graph>(async (path, { body }) => {
    if (nameOf(path) === 'dave') return { ok: false, reason: 'notFound', status: 404 };
    if (path !== '/$batch') return { ok: true, response: Response.json({ id: nameOf(path) }) };
    const { requests } = body as { requests: { id: string; url: string }[] };
    const responses = requests.map(({ id, url }) => toAnswer(id, url));
    return { ok: true, response: Response.json({ responses }) };
  });
  return { graph, find: createDirectory(graph, ['basic']).find };
}

test('looks up the people of a list with one request for each 20 of them', async () => {
  const { graph, find } = openDirectory();
  const names = Array.from({ length: 24 }, (_, index) => `person${index}`);
  const people = await Promise.all([...names, 'dave'].map(find));
  const found = people.map((person) => (typeof person === 'string' ? person : person.oid));
  expect(found).toEqual([...names, 'unknown']);
  expect(graph.mock.calls.map(([path]) => path)).toEqual(['/$batch', '/$batch']);
});

test('looks up a single person without a batch', async () => {
  const { graph, find } = openDirectory();
  expect([await find('Bob'), await find('dave')]).toMatchObject([{ oid: 'bob' }, 'unknown']);
  expect(graph.mock.calls[0]?.[0]).toMatch(/^\/users\/bob\?/);
});
