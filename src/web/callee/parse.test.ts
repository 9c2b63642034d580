import { expect, it } from 'vitest';
import { grouped, parseDialled } from './parse.ts';

const id = 'b0000000-0000-4000-8000-00000000000b';
const link = 'https://teams.microsoft.com/l/meetup-join/19%3ameeting_abc%40thread.v2/0?context=%7b%7d';

it.each([
  [id, 'person', `8:orgid:${id}`],
  [`  ${id.toUpperCase()}\n`, 'person', `8:orgid:${id}`],
  [`8:orgid:${id}`, 'person', `8:orgid:${id}`],
  [`8:GCCH:${id}`, 'person', `8:gcch:${id}`],
  [`8:dod:${id}`, 'person', `8:dod:${id}`],
  [`28:orgid:${id}`, 'app', `28:orgid:${id}`],
  ['+1 (425) 555-0100', 'phone', '4:+14255550100'],
  ['4:+14255550100', 'phone', '4:+14255550100'],
  ['+49 30 901820', 'phone', '4:+4930901820'],
])('%j is called as %s %s', (text, what, rawId) => {
  expect(parseDialled(text)).toMatchObject({ kind: 'target', what, target: { rawIds: [rawId] } });
});

it('a number without + is understood in the country it is typed in', () => {
  expect(parseDialled('(425) 555-0100', 'US')).toMatchObject({ target: { rawIds: ['4:+14255550100'] } });
});

it.each([link, 'https://teams.microsoft.com/meet/201000000001?p=abc'])('%s is a meeting', (text) => {
  expect(parseDialled(text)).toMatchObject({ what: 'meeting', target: { kind: 'meeting', link: text } });
});

it.each([
  ['8:orgid:', 'incompleteId'],
  [`8:orgid:${id.slice(0, -1)}`, 'incompleteId'],
  [id.slice(0, 20), 'incompleteId'],
  [`8:orgid:${id}x`, 'incompleteId'],
  ['8:acs:00000000-1111', 'otherIdentifier'],
  ['28:orgid:00000000-1111', 'incompleteId'],
  ['+1 42', 'phoneNumber'],
  ['425555', 'phoneNumberWithoutPlus'],
  ['https://evil.example/l/meetup-join/19%3ameeting_abc%40thread.v2/0', 'otherLink'],
  ['https://teams.microsoft.com.evil.example/meet/1', 'otherLink'],
  ['https://teams.microsoft.com@evil.example/meet/1', 'otherLink'],
  ['http://teams.microsoft.com/meet/201000000001', 'otherLink'],
  ['https://teams.microsoft.com/l/chat/0/0', 'otherLink'],
  ['x'.repeat(2_001), 'tooLong'],
])('%j is explained and never reaches the SDK', (text, reason) => {
  expect(parseDialled(text)).toEqual({ kind: 'invalid', reason });
});

it.each(['Bob', 'bob@fabrikam.example', '<img src=x onerror=alert(1)>', 'javascript:alert(1)', 'Abbie'])(
  '%j is looked for',
  (text) => {
    expect(parseDialled(text)).toEqual({ kind: 'search', text });
  },
);

it.each(['', '   '])('%j is neither right nor wrong', (text) => {
  expect(parseDialled(text)).toEqual({ kind: 'empty' });
});

it.each([
  ['+14255550100', '+1 425 555 0100'],
  ['+1425', '+1 425'],
  ['+1 425 ', '+1 425'],
  ['+4930901820', '+49 30 901820'],
  ['+', '+'],
  ['425555', '425555'],
  [id, id],
  ['+1 Bob', '+1 Bob'],
])('%j is shown as %j while it is typed', (typed, shown) => {
  expect(grouped(typed)).toBe(shown);
});
