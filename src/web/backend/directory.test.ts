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

test('a search also finds job titles and mobile numbers if the user has consented to profiles', async () => {
  const { searched, scopes } = await search(['profile']);
  expect(searched).toContain('"jobTitle:support"');
  expect(searched).toContain('"mobilePhone:support"');
  expect(scopes).toEqual(['profile']);
});

test('without the consent to profiles, a search looks only at names and addresses', async () => {
  const { searched, scopes } = await search(null);
  expect(searched).toBe('"displayName:support" OR "userPrincipalName:support" OR "mail:support"');
  expect(scopes).toEqual(['basic']);
});
