import { expect, it } from 'vitest';
import { parseDialled } from './parse.ts';

const id = 'b0000000-0000-4000-8000-00000000000b';

it.each([
  [id, `8:orgid:${id}`],
  [`  ${id.toUpperCase()}\n`, `8:orgid:${id}`],
  [`8:orgid:${id}`, `8:orgid:${id}`],
  [`8:GCCH:${id}`, `8:gcch:${id}`],
  [`8:dod:${id}`, `8:dod:${id}`],
])('%j is a person', (text, rawId) => {
  expect(parseDialled(text)).toEqual({ kind: 'person', rawId });
});

it.each([
  ['8:orgid:', 'incompleteId'],
  [`8:orgid:${id} `.slice(0, -2), 'incompleteId'],
  [id.slice(0, 20), 'incompleteId'],
  [`8:orgid:${id}x`, 'incompleteId'],
  ['8:acs:00000000-1111', 'otherIdentifier'],
  ['28:orgid:00000000-1111', 'otherIdentifier'],
  ['+1 (425) 555-0100', 'phoneNumber'],
  ['<img src=x onerror=alert(1)>', 'notAnId'],
  ['somebody', 'notAnId'],
])('%j is explained and never reaches the SDK', (text, reason) => {
  expect(parseDialled(text)).toEqual({ kind: 'invalid', reason });
});

it.each(['', '   '])('%j is neither right nor wrong', (text) => {
  expect(parseDialled(text)).toEqual({ kind: 'empty' });
});
