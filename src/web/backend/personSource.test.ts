import { expect, test, vi } from 'vitest';
import type { Graph } from './graph.ts';
import { createPersonSource } from './personSource.ts';

const nameOf = (url: string) => url.replace(/^\/users\/|\?.*$/g, '');

/** A directory that knows everyone but Dave. */
function openDirectory() {
  const toAnswer = (url: string) =>
    nameOf(url) === 'dave' ? { status: 404, body: {} } : { status: 200, body: { id: nameOf(url) } };
  const graph = vi.fn<Graph>(async (path, { body }) => {
    if (path !== '/$batch') {
      const { status, body: user } = toAnswer(path);
      return status === 200 ? { ok: true, response: Response.json(user) } : { ok: false, reason: 'notFound' };
    }
    const { requests } = JSON.parse(body as string) as { requests: { id: string; url: string }[] };
    return {
      ok: true,
      response: Response.json({
        responses: requests.map(({ id, url }) => Object.assign(toAnswer(url), { id })),
      }),
    };
  });
  return { graph, find: createPersonSource(graph, ['basic']) };
}

test('looks up the people of a list with one request for each 20 of them', async () => {
  const { graph, find } = openDirectory();
  const names = Array.from({ length: 24 }, (_, index) => `person${index}`);
  const people = await Promise.all([...names, 'dave'].map(find));
  expect(people.map((person) => (typeof person === 'string' ? person : person.oid))).toEqual([
    ...names,
    'unknown',
  ]);
  expect(graph.mock.calls.map(([path]) => path)).toEqual(['/$batch', '/$batch']);
});

test('looks up a single person without a batch', async () => {
  const { graph, find } = openDirectory();
  expect(await find('bob')).toMatchObject({ oid: 'bob' });
  expect(graph.mock.calls[0]?.[0]).toMatch(/^\/users\/bob\?/);
});
