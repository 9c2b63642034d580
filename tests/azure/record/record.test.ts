import { expect, test } from 'vitest';
import { createRecord, parseRecord } from './record.ts';

const record = createRecord({ target: 'azure', sdk: '2.0.0', browser: 'chromium 1' });
const readFault = (text: string) => {
  const result = parseRecord(text);
  return 'fault' in result ? result.fault : null;
};

test('a record that was written is read again', () => {
  expect(parseRecord(JSON.stringify(record))).toEqual({ record });
});

test.each([
  ['a text that is not JSON', 'token=abc', /not JSON.*--compare/],
  ['JSON of another kind', '{"version":1}', /no record of a live hour/],
  ['a record of another version', JSON.stringify({ ...record, version: 9 }), /version 9.*version 1/],
  ['a record that was changed', JSON.stringify({ ...record, steps: [{ step: 4 }] }), /damaged at steps\.0/],
])('%s gets a sentence that says what to do', (_, text, expected) => {
  expect(readFault(text)).toMatch(expected);
});
