import { expect, it } from 'vitest';
import { readMeetingId } from './meetingId.ts';

it.each([
  // Teams shows an id in groups of three digits.
  ['201 000 000 002', 'US', '201 000 000 002', true],
  [' 201000000002 ', 'US', '201 000 000 002', true],
  ['2010000000021', undefined, '201 000 000 002 1', true],
  // German phone numbers have up to 15 digits, so only the groups tell that this is an id.
  ['201 000 000 002', 'DE', '201 000 000 002', true],
  ['201000000002', 'DE', '201 000 000 002', false],
  // Ten digits are a phone number in the United States, and nine in Spain, also in groups.
  ['4255550100', 'US', '425 555 010 0', false],
  ['612 345 678', 'ES', '612 345 678', false],
] as const)('reads %j in the country %s as the id %s (likely: %s)', (text, country, shown, isLikely) => {
  const digits = shown.replaceAll(' ', '');
  expect(readMeetingId(text, country)).toEqual({ digits, shown, isLikely });
});

it.each([
  '+201000000002',
  '020 7946 0958 00',
  '(425) 555-0100',
  '201-000-000-002',
  '20100000',
  '2010000000020000',
  'Bob',
  '',
])('does not read %j as an id', (text) => {
  expect(readMeetingId(text, 'US')).toBeNull();
});
