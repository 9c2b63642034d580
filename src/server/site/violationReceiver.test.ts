import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { chunkedHeader, createRequestHead, readStatuses } from '../fixtures/rawHttp.ts';
import { startTestService } from '../fixtures/service.ts';
import { setUpService } from '../fixtures/setUpService.ts';
import { violationReportsPath } from './policy.ts';

// The service starts its timers of a minute with this clock.
beforeAll(() =>
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], shouldAdvanceTime: true }),
);

const lines: { event: string; fields: object | undefined }[] = [];
const getLines = (event: string) => lines.filter((line) => line.event === event).map(({ fields }) => fields);
const running = setUpService({}, { withApp: true, log: (_, event, fields) => lines.push({ event, fields }) });
afterAll(() => vi.useRealTimers());
// The limits are for one minute, so each test begins with a new minute.
beforeEach(async () => {
  await vi.advanceTimersByTimeAsync(60_000);
  lines.length = 0;
});

const page = 'https://phone.example.com/?call=alice@fabrikam.example';
const script = 'https://phone.example.com/assets/sdk-1a2b.js?alice';
/** What Chromium sends to `report-to`. */
const createListReport = (blockedURL: string, changes: object = {}) => ({
  age: 12,
  type: 'csp-violation',
  url: page,
  body: {
    blockedURL,
    documentURL: page,
    sourceFile: script,
    sample: 'alice',
    effectiveDirective: 'connect-src',
    disposition: 'enforce',
    ...changes,
  },
});
/** What Firefox sends to `report-uri`. */
const createSingleReport = (blockedUri: string, changes: object = {}) => ({
  'csp-report': {
    'blocked-uri': blockedUri,
    'document-uri': page,
    'source-file': script,
    'effective-directive': 'connect-src',
    disposition: 'enforce',
    ...changes,
  },
});
const blockedUrl = 'https://calls.example.com/alice?token=eyJhbGciOiJub25lIn0';
const expectedLine = {
  directive: 'connect-src',
  blocked: 'https://calls.example.com',
  source: 'https://phone.example.com/assets/sdk-1a2b.js',
  disposition: 'enforce',
};

const listType = 'application/reports+json';
const singleType = 'application/csp-report';
const sendReport = (body: unknown, type = listType, headers: Record<string, string> = {}) =>
  fetch(running.service.url + violationReportsPath, {
    method: 'POST',
    headers: { 'content-type': type, ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });

test.each([
  ['a list of reports', [createListReport(blockedUrl)], listType],
  ['a single report', createSingleReport(blockedUrl), singleType],
])('the log gets the violation of %s, without anything about the user', async (_name, body, type) => {
  const response = await sendReport(body, type);
  expect([response.status, await response.text()]).toEqual([204, '']);
  expect(getLines('policy_violation')).toEqual([expectedLine]);
  expect(JSON.stringify(lines)).not.toMatch(/alice|eyJ/);
});

test('a violation without addresses is logged without them, and reports of other kinds are left out', async () => {
  const body = [
    { type: 'deprecation', body: { message: 'alice' } },
    createListReport('trusted-types-sink', {
      effectiveDirective: 'require-trusted-types-for',
      disposition: 'report',
      sourceFile: null,
    }),
  ];
  expect((await sendReport(body)).status).toBe(204);
  expect(getLines('policy_violation')).toEqual([
    { directive: 'require-trusted-types-for', blocked: 'trusted-types-sink', disposition: 'report' },
  ]);
});

const manyReports = Array.from({ length: 101 }, () => ({ type: 'x', body: null }));
test.each<[string, unknown, string, number]>([
  ['no JSON', '[', listType, 400],
  ['an empty list', [], listType, 400],
  ['more than 100 reports', manyReports, listType, 400],
  ['an unknown directive', [createListReport('inline', { effectiveDirective: 'alice' })], listType, 400],
  ['a number for an address', [createListReport('inline', { blockedURL: 1 })], listType, 400],
  ['an unknown disposition', createSingleReport('inline', { disposition: 'alice' }), singleType, 400],
  ['a second property', { ...createSingleReport('inline'), token: 'alice' }, singleType, 400],
  ['null', null, singleType, 400],
  ['a body beyond the limit', 'x'.repeat(65_537), listType, 413],
  ['plain JSON', [createListReport('inline')], 'application/json', 415],
  ['a type with a parameter', [createListReport('inline')], `${singleType}; charset=latin1`, 415],
])('the service refuses %s, and no line quotes it', async (_name, body, type, status) => {
  const response = await sendReport(body, type);
  expect(response.status).toBe(status);
  expect(await response.json()).toEqual({
    error: { code: expect.stringMatching(/^[a-z_]+$/), requestId: expect.any(String) },
  });
  await vi.advanceTimersByTimeAsync(60_000);
  const fields = { repeated: 0, omitted: 0, refusedRequests: 1 };
  expect(lines).toEqual([{ event: 'policy_reports_omitted', fields }]);
});

test('the service refuses a compressed report, an endless one, another method and pages of other origins', async () => {
  const report = [createListReport('inline')];
  expect((await sendReport(report, listType, { 'content-encoding': 'gzip' })).status).toBe(415);
  const chunk = `4000\r\n${'x'.repeat(0x4000)}\r\n`;
  const headers = ['Host: a', `Content-Type: ${listType}`, chunkedHeader];
  const head = createRequestHead(`POST ${violationReportsPath} HTTP/1.1`, ...headers);
  expect(readStatuses(await running.sendRaw(head + chunk.repeat(6)))).toEqual([413]);
  const url = running.service.url + violationReportsPath;
  const getResponse = await fetch(url);
  expect([getResponse.status, getResponse.headers.get('allow')]).toEqual([405, 'POST, OPTIONS']);
  for (const origin of ['https://evil.example', 'null']) {
    const response = await sendReport(report, listType, { origin });
    expect([response.status, response.headers.get('access-control-allow-origin')]).toEqual([403, null]);
  }
  expect(getLines('policy_violation')).toEqual([]);
});

test('a flood of reports fills neither the log nor the time of the service, and the log says how much is missing', async () => {
  const sendMany = (count: number) =>
    Promise.all(
      Array.from({ length: count }, (_, index) =>
        sendReport([createListReport(`https://host-${index}.example/`), createListReport(blockedUrl)]),
      ),
    );
  const responses = await sendMany(200);
  const statuses = responses.map(({ status }) => status);
  expect(statuses.filter((status) => status === 204)).toHaveLength(60);
  expect(statuses.filter((status) => status === 429)).toHaveLength(140);
  const refusal = responses.find(({ status }) => status === 429);
  expect(Number(refusal?.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(Number(refusal?.headers.get('retry-after'))).toBeLessThanOrEqual(60);
  expect((await running.exchange()).status).toBe(200);
  expect(getLines('policy_violation')).toHaveLength(20);

  await vi.advanceTimersByTimeAsync(60_000);
  const [counts, ...others] = getLines('policy_reports_omitted') as { repeated: number; omitted: number }[];
  expect(others).toEqual([]);
  expect(counts).toMatchObject({ refusedRequests: 140 });
  // 60 requests with two reports each: 20 lines, and the rest is counted.
  expect((counts?.repeated ?? 0) + (counts?.omitted ?? 0)).toBe(100);
  expect((await sendMany(1))[0]?.status).toBe(204);
  expect(getLines('policy_violation')).toHaveLength(22);
});

test('a service without the app does not receive reports', async () => {
  const otherService = await startTestService({ WEB_ROOT: '' });
  const response = await fetch(otherService.service.url + violationReportsPath, { method: 'POST' });
  expect(response.status).toBe(404);
  await otherService.close();
});
