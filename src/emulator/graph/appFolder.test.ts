import { expect, test } from 'vitest';
import { readRefusal, signInToGraph, type GraphRequest } from '../testing/signInToGraph.ts';
import { setUpEmulator } from '../testing/withEmulator.ts';

const alice = 'alice@fabrikam.example';
const bob = 'bob@fabrikam.example';
const harness = setUpEmulator({ consent: 'everything' });
const path = '/me/drive/special/approot:/lists.json';
const open = (upn: string, scope = 'Files.ReadWrite.AppFolder') => signInToGraph(harness, upn, scope);
const toPut = (body: unknown, headers = {}): GraphRequest => ({ method: 'PUT', body, headers });
interface DriveItem {
  readonly eTag: string;
  readonly '@microsoft.graph.downloadUrl': string;
}
const readItem = async (answer: Promise<Response>) => (await (await answer).json()) as DriveItem;

test('a file of the app folder belongs to the user, and only the one who knows its ETag replaces it', async () => {
  const graph = await open(alice);
  expect(await readRefusal(graph(path))).toBe('404 itemNotFound');
  const created = await graph(`${path}:/content`, toPut({ one: 1 }));
  expect(created.status).toBe(201);
  const { eTag } = await readItem(graph(path));
  expect(await readRefusal(graph(`${path}:/content?@microsoft.graph.conflictBehavior=fail`, toPut(0)))).toBe(
    '409 nameAlreadyExists',
  );
  const replaced = await graph(`${path}:/content`, toPut({ two: 2 }, { 'if-match': eTag }));
  expect(replaced.status).toBe(200);
  expect(await readRefusal(graph(`${path}:/content`, toPut({ three: 3 }, { 'if-match': eTag })))).toBe(
    '412 resourceModified',
  );
  const item = await readItem(graph(path));
  expect(item.eTag).not.toBe(eTag);
  // The address needs no token.
  const download = await fetch(item['@microsoft.graph.downloadUrl'], {
    headers: { origin: 'http://localhost:5173' },
  });
  expect(await download.json()).toEqual({ two: 2 });
  expect(download.headers.get('access-control-allow-origin')).toBe('http://localhost:5173');
  expect(await readRefusal((await open(bob))(path))).toBe('404 itemNotFound');
  const listed = (await (await graph('/me/drive/special/approot/children')).json()) as { value: unknown[] };
  expect(listed.value).toMatchObject([{ name: 'lists.json', eTag: item.eTag }]);
  const other = path.replace('lists', 'other');
  expect((await graph(path, { method: 'PATCH', body: { name: 'other.json' } })).status).toBe(200);
  expect(await readRefusal(graph(path))).toBe('404 itemNotFound');
  expect((await graph(other, { method: 'DELETE' })).status).toBe(204);
  expect(await readRefusal(graph(other))).toBe('404 itemNotFound');
});

test('the app folder needs a permission, and takes files of more than 64 KiB', async () => {
  expect(await readRefusal((await open(alice, 'User.Read'))(path))).toBe('403 Forbidden');
  const graph = await open(alice);
  const isTaken = async (length: number) =>
    (await graph('/me/drive/special/approot:/long.json:/content', toPut('x'.repeat(length)))).status;
  expect([await isTaken(1_000_000), await isTaken(9_000_000)]).toEqual([201, 413]);
});

test.each([
  ['full', 'PUT', '507 quotaLimitReached'],
  ['refused', 'PUT', '403 accessDenied'],
  ['refused', 'GET', '403 accessDenied'],
] as const)('the condition oneDrive: %s refuses %s with %s', async (oneDrive, method, refusal) => {
  const graph = await open(bob);
  await harness.control('POST', 'conditions', { oneDrive });
  const answer = method === 'PUT' ? graph(`${path}:/content`, toPut({})) : graph(path);
  expect(await readRefusal(answer)).toBe(refusal);
});
