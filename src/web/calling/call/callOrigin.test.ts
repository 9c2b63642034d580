import type { CustomContext } from '@azure/communication-calling';
import { expect, test } from 'vitest';
import { carol } from '../../fixtures/testUsers.ts';
import { readCompanyContext, readCustomContext, readVia } from './callOrigin.ts';

test('reads who transferred the call, with the name if the SDK gives one', () => {
  const identifier = { kind: 'microsoftTeamsUser', microsoftTeamsUserId: carol.rawId.slice(8) } as const;
  expect(readVia({ identifier, displayName: 'Support queue' })).toEqual({
    rawId: carol.rawId,
    displayName: 'Support queue',
  });
  expect(readVia({ identifier })).toEqual({ rawId: carol.rawId, displayName: null });
  expect([readVia(undefined), readVia({ identifier: undefined })]).toEqual([null, null]);
});

test('reads the custom context as short lines, without the prefix of the headers, each once', () => {
  const context: CustomContext = {
    userToUser: 'order 4711',
    sipHeaders: [{ key: 'X-MS-Custom-Case', value: 'broken\r\nprinter' }],
    xHeaders: [{ key: 'X-MS-Custom-Case', value: 'broken\r\nprinter' }],
    voipHeaders: [{ key: 'Language', value: 'x'.repeat(1024) }],
  };
  expect(readCustomContext(context)).toEqual([
    { key: null, value: 'order 4711' },
    { key: 'Language', value: `${'x'.repeat(255)}…` },
    { key: 'Case', value: 'broken printer' },
  ]);
});

test('ignores values that are not text, and all values after the fifth', () => {
  const headers = Array.from({ length: 1000 }, (_, index) => ({ key: `key${index}`, value: 'value' }));
  expect(readCustomContext({ voipHeaders: headers })).toHaveLength(5);
  const malformed = { userToUser: 5, sipHeaders: 'header', voipHeaders: [null, { key: 'a', value: {} }] };
  expect(readCustomContext(malformed as unknown as CustomContext)).toBeNull();
  expect(readCustomContext(undefined)).toBeNull();
});

const calledNumber = { key: 'Called-Number', value: '+14255550150' };

test.each<[string, CustomContext, object | null]>([
  [
    'the called number and the waiting time',
    { voipHeaders: [calledNumber, { key: 'Waited-Seconds', value: '42' }] },
    { number: '+14255550150', waitedSeconds: 42 },
  ],
  [
    'the called number alone',
    { voipHeaders: [calledNumber] },
    { number: '+14255550150', waitedSeconds: null },
  ],
  [
    'a header with a prefix, in other letters',
    { voipHeaders: [{ key: 'X-MS-Custom-called-number', value: '150' }] },
    { number: '150', waitedSeconds: null },
  ],
  ['nothing of a SIP header, which the caller controls', { sipHeaders: [calledNumber] }, null],
  [
    'the company’s own headers beside the caller’s',
    {
      sipHeaders: [
        { key: 'Called-Number', value: '+15550666' },
        { key: 'Waited-Seconds', value: '9' },
      ],
      voipHeaders: [calledNumber, { key: 'Waited-Seconds', value: '42' }],
    },
    { number: '+14255550150', waitedSeconds: 42 },
  ],
  [
    'no waiting time that is no number',
    { voipHeaders: [calledNumber, { key: 'Waited-Seconds', value: '-1' }] },
    { number: '+14255550150', waitedSeconds: null },
  ],
  ['nothing of a context without a called number', { userToUser: 'order 4711' }, null],
])('reads of an agent’s call %s', (_name, context, companyCall) => {
  expect(readCompanyContext(context)).toMatchObject({ companyCall, passOn: context });
});

test('values of the calling application come before those of the caller’s telephone', () => {
  const sipHeaders = ['1', '2', '3', '4', '5'].map((value) => ({ key: `Noise-${value}`, value }));
  const order = { key: 'Order', value: '4711' };
  expect(readCustomContext({ sipHeaders, voipHeaders: [order] })?.[0]).toEqual(order);
});

test('the rest of the context of an agent’s call stays custom context', () => {
  const order = { key: 'Order', value: '4711' };
  const read = (context: CustomContext | undefined) => readCompanyContext(context).customContext;
  expect(read({ voipHeaders: [calledNumber, order] })).toEqual([order]);
  expect(read({ voipHeaders: [calledNumber] })).toBeNull();
  expect(read({ voipHeaders: [order] })).toEqual([order]);
  expect(read(undefined)).toBeNull();
});
