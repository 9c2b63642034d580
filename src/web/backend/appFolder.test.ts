import { expect, onTestFinished, test, vi } from 'vitest';
import type { GraphFailure } from '../errors/graphFailure.ts';
import { createListsFolder } from './appFolder.ts';
import type { GraphAnswer } from './graph.ts';

const origin = 'https://example-my.sharepoint.com';
const refuse = (status: number, reason: GraphFailure = 'unavailable'): GraphAnswer => ({
  ok: false,
  reason,
  status,
});
const createFolder = (answer: GraphAnswer | object) => {
  const graph = vi.fn(async (_path: string, _request: object) =>
    'ok' in answer ? answer : { ok: true as const, response: Response.json(answer) },
  );
  return { graph, folder: createListsFolder(graph, ['Files.ReadWrite.AppFolder'], [origin]) };
};
const listFile = (changes: object = {}) => ({
  value: [
    { name: 'notes.txt', eTag: '9' },
    {
      name: 'switchboard-lists.json',
      eTag: '1',
      '@microsoft.graph.downloadUrl': `${origin}/file?secret`,
      ...changes,
    },
  ],
});

test.each([
  [refuse(507), 'full', 'full'],
  [refuse(413), 'tooLarge', 'tooLarge'],
  [refuse(403, 'forbidden'), 'refused', 'refused'],
  [refuse(404, 'notFound'), 'refused', 'refused'],
  [refuse(412), 'changed', 'unavailable'],
  [refuse(409), 'changed', 'unavailable'],
  [refuse(429, 'busy'), 'unavailable', 'unavailable'],
  [{ ok: false, reason: 'offline' }, 'offline', 'offline'],
] as const)('an answer %o is a fault', async (answer, ofWrite, ofRead) => {
  const { folder } = createFolder(answer);
  expect([await folder.write('{}', '1'), await folder.read(null)]).toEqual([ofWrite, ofRead]);
});

test('the file is replaced only if it has the ETag, and created only if there is none', async () => {
  const { graph, folder } = createFolder({ name: 'switchboard-lists.json', eTag: '2' });
  expect(await folder.write('{}', '1')).toEqual({ eTag: '2' });
  expect(graph.mock.lastCall?.[1]).toMatchObject({ method: 'PUT', body: '{}', headers: { 'if-match': '1' } });
  await folder.write('{}', null);
  expect(graph.mock.lastCall?.[0]).toContain('conflictBehavior=fail');
  expect(graph.mock.lastCall?.[1]).not.toHaveProperty('headers');
});

test.each([
  ['is not downloaded again', listFile(), '1', { eTag: '1', text: null }],
  ['is downloaded', listFile(), null, { eTag: '1', text: 'lists' }],
  ['is missing', { value: [] }, '1', null],
  ['is too large', listFile({ size: 90_000_000 }), null, 'tooLarge'],
  [
    'is at a host that config.json does not name',
    listFile({ '@microsoft.graph.downloadUrl': 'https://evil.example/x' }),
    null,
    'hostBlocked',
  ],
  ['has no address', listFile({ '@microsoft.graph.downloadUrl': undefined }), null, 'hostBlocked'],
] as const)('the file %s', async (_title, answer, knownETag, expected) => {
  const fetchFile = vi.fn(async () => new Response('lists'));
  vi.stubGlobal('fetch', fetchFile);
  expect(await createFolder(answer).folder.read(knownETag)).toEqual(expected);
  for (const [url, options] of fetchFile.mock.calls as unknown as [string, RequestInit][]) {
    expect(new URL(url).origin).toBe(origin);
    expect(options).not.toHaveProperty('headers');
  }
});

test('OneDrive gets no request before the time of its Retry-After is over, also if the user asks for one', async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const { graph, folder } = createFolder({ ok: false, reason: 'busy', status: 429, retryAfterSeconds: 60 });
  expect(await folder.read(null)).toBe('unavailable');
  vi.advanceTimersByTime(59_999);
  expect([await folder.read(null), await folder.write('{}', null)]).toEqual(['unavailable', 'unavailable']);
  expect(graph).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(1);
  await folder.read(null);
  expect(graph).toHaveBeenCalledTimes(2);
});
