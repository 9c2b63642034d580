import { expect, test } from 'vitest';
import { signInToGraph } from '../testing/signInToGraph.ts';
import { setUpEmulator } from '../testing/withEmulator.ts';

const harness = setUpEmulator();

test('Graph answers each request of a batch separately, and sends photos as base64', async () => {
  const graph = await signInToGraph(harness, 'alice@fabrikam.example');
  const urls = ['bob', 'carol'].map((name) => `/users/${name}@fabrikam.example/photos/48x48/$value`);
  const body = { requests: ['/me', ...urls].map((url, index) => ({ id: `${index}`, method: 'GET', url })) };
  const { responses } = (await (await graph('/$batch', { method: 'POST', body })).json()) as {
    responses: { id: string; status: number; body: unknown }[];
  };
  expect(responses.map(({ id, status }) => [id, status])).toEqual([
    ['0', 200],
    ['1', 200],
    ['2', 404],
  ]);
  expect(responses[0]?.body).toMatchObject({ displayName: 'Alice Archer' });
  expect(Buffer.from(String(responses[1]?.body), 'base64').toString()).toContain('<svg');
});

test('Graph refuses an empty batch, a batch in a batch, a long address, and deeply nested JSON', async () => {
  const graph = await signInToGraph(harness, 'alice@fabrikam.example');
  const nested: unknown = JSON.parse('['.repeat(500) + ']'.repeat(500));
  const refusedBatches = [
    [],
    [{ id: '1', method: 'POST', url: '/$batch' }],
    [{ id: '1', method: 'GET', url: `/users?${'x'.repeat(9_000)}` }],
    [{ id: '1', method: 'POST', url: '/chats', body: nested }],
  ];
  for (const requests of refusedBatches)
    expect((await graph('/$batch', { method: 'POST', body: { requests } })).status).toBe(400);
});
