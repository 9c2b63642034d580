import { expect, test } from 'vitest';
import { parseTrace, type TraceEntry } from '../../core/recorder/traceFormat.ts';
import { compareTraces } from './compareTraces.ts';
import { printDifferences } from './printTrace.ts';

type Step = readonly [name: string, detail?: string | undefined, data?: object];
const createTrace = (steps: readonly Step[], kind: TraceEntry['kind'] = 'frame', person = 'Alice') => {
  const header = { acsCallingTrace: 1, emulator: '0.3.0', startedAt: '2026-11-30T08:00:00.000Z' };
  const lane = `page-${Math.random()}`;
  const entries = steps.map(([name, detail, data], index) => ({
    at: index * 100,
    lane,
    kind,
    name,
    detail,
    data,
  }));
  const lines = [header, { lane, name: person, participant: person }, ...entries];
  return parseTrace(lines.map((line) => JSON.stringify(line)).join('\n'), 'trace');
};
const describe = (steps: readonly Step[], goodSteps: readonly Step[]) =>
  compareTraces(createTrace(steps), createTrace(goodSteps)).map(
    ({ kind, entry, good, changes = [] }) =>
      `${kind} ${(entry ?? good)?.name}${changes.map((change) => `, ${change}`).join('')}`,
  );
const good: readonly Step[] = [
  ['start'],
  ['participant', 'Bob Ringing'],
  ['participant', 'Bob Joined'],
  ['leave'],
];

test('equal runs do not differ, whatever their ids, times, addresses and SDP are', () => {
  const message = (digit: string) => ({
    call: `b000000${digit}-0000-4000-8000-00000000000b`,
    at: Number(digit),
    expiresOn: Number(digit),
    startedAt: `2026-11-30T08:00:0${digit}.000Z`,
    url: `http://localhost:5${digit}/x`,
    sdp: `v=0 ${digit}`,
  });
  expect(describe([['start', undefined, message('1')]], [['start', undefined, message('2')]])).toEqual([]);
});

test.each<[string, readonly Step[], readonly string[]]>([
  ['what is missing', good.slice(0, 2), ['missing participant', 'missing leave']],
  ['what is additional', [...good.slice(0, 2), ['mute'], ...good.slice(2)], ['additional mute']],
  [
    'another outcome at the same place',
    [...good.slice(0, 2), ['participant', 'Bob left'], ['leave']],
    ['changed participant, detail: Bob Joined → Bob left'],
  ],
  [
    'another message',
    [['start', undefined, { video: true }], ...good.slice(1)],
    ['changed start, video: – → true'],
  ],
])('shows %s', (_name, steps, differences) => {
  expect(describe(steps, good)).toEqual(differences);
});

test('a retried request is additional, and the successful one has its partner', () => {
  const request = (status: string): Step => ['POST /teamsUser/:exchangeAccessToken', status];
  expect(describe([request('503'), request('503'), request('200')], [request('200')])).toHaveLength(2);
});

test('statistics, ICE candidates and speakers are not compared', () => {
  const steps: readonly Step[] = [['signal', 'candidate'], ['RemoteParticipant.isSpeakingChanged']];
  expect(describe(steps, [])).toEqual([]);
  expect(compareTraces(createTrace([['getStats']], 'stats'), createTrace([]))).toEqual([]);
});

test('long sequences are compared within a second', () => {
  const steps = Array.from({ length: 20_000 }, (_, index): Step => [`step ${index % 7}`]);
  const startedAt = performance.now();
  expect(describe([['extra'], ...steps], steps)).toEqual(['additional extra']);
  expect(performance.now() - startedAt).toBeLessThan(5_000);
});

test('prints how many differences there are and where they begin', () => {
  const text = printDifferences(createTrace(good.slice(0, 3)), createTrace(good));
  expect(text).toContain('1 difference from the good run: 1 missing');
  expect(text).toMatch(/− +0\.300 {2}Alice {2}frame .* leave/);
});

const stats = (lost: number, roundTripMs = 1): Step => [
  'getStats',
  undefined,
  { peers: [{ roundTripMs, received: { audio: { packets: 50 - lost, lost } } }] },
];

test.each<[string, TraceEntry['kind'], readonly Step[], string]>([
  ['lost packets', 'stats', [stats(5), stats(5)], 'Alice lost 10.0 % of the packets on the way to this page'],
  ['a slow network', 'stats', [stats(0, 400)], 'Alice: packets took 400 ms to the other side and back'],
  [
    'a refused exchange',
    'http',
    [['POST /teamsUser/:exchangeAccessToken', '503', { answer: { error: { code: 'ServiceUnavailable' } } }]],
    'Alice: POST /teamsUser/:exchangeAccessToken was answered with 503 ServiceUnavailable.',
  ],
  [
    'an exchange that the app leaves to the emulator',
    'control',
    [['GET /emulator/exchange', '503']],
    'GET /emulator/exchange was answered with 503.',
  ],
  [
    'a failed call of the SDK',
    'call',
    [['TeamsCall.hold', 'failed 403/0']],
    'Alice: TeamsCall.hold failed 403/0.',
  ],
  [
    'a condition',
    'control',
    [['POST /emulator/conditions', '200', { request: { media: 'lost' } }]],
    'The test set conditions: {"media":"lost"}.',
  ],
  [
    'a diagnostic, with its last value',
    'event',
    [
      ['X.diagnosticChanged', 'networkReceiveQuality 2'],
      ['X.diagnosticChanged', 'networkReceiveQuality 3'],
    ],
    'networkReceiveQuality became Bad',
  ],
])('what stands out comes before all differences: %s', (_name, kind, steps, sentence) => {
  const [first, ...lines] = printDifferences(createTrace(steps, kind), createTrace([], kind)).split('\n');
  expect(first).toBe('What stands out:');
  expect(lines[0]).toContain(sentence);
});

test('a declined call stands out on the side of the caller', () => {
  const ended = parseTrace(
    [
      '{"acsCallingTrace":1,"emulator":"0.3.0","startedAt":"2026-11-30T08:00:00.000Z"}',
      '{"lane":"a","name":"Alice","participant":"a"}',
      '{"at":1,"lane":"a","kind":"frame","name":"ended","way":"down","detail":"603/0"}',
    ].join('\n'),
    'run',
  );
  expect(printDifferences(ended, createTrace(good))).toContain('Alice: the call ended with 603/0, declined.');
});
