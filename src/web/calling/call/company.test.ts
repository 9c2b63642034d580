import { expect, it } from 'vitest';
import { mainLine, supportLine, toAgentId } from '../../fixtures/agentPhone.ts';
import { alice, bob } from '../../fixtures/testUsers.ts';
import { createCompany, findLineFor, findLineOfNumber, toLineId } from './company.ts';

const company = createCompany([mainLine, supportLine], toAgentId(alice.oid));
const callTo = (...rawIds: readonly string[]) => ({ kind: 'people', rawIds }) as const;

it('reaches colleagues as agents of the user’s ACS resource and tenant, and everybody else as before', () => {
  expect(company.toAgentId(bob.rawId)).toBe(toAgentId(bob.oid));
  for (const rawId of [toAgentId(bob.oid), '4:+14255550100', toLineId(mainLine), '8:acs:a_b'])
    expect(company.toAgentId(rawId)).toBe(rawId);
});

it('leaves colleagues as they are if the token names no agent', () => {
  expect(createCompany([mainLine], alice.rawId).toAgentId(bob.rawId)).toBe(bob.rawId);
});

it('finds the line for a call to a telephone: the chosen one, or the first if that one is gone', () => {
  const telephone = callTo('4:+14255550100');
  expect(findLineFor(telephone, company, toLineId(supportLine))).toBe(supportLine);
  expect(findLineFor(telephone, company, null)).toBe(mainLine);
  expect(findLineFor(telephone, company, '28:orgid:gone')).toBe(mainLine);
});

it.each([
  ['an emergency number', callTo('4:112')],
  ['a colleague', callTo(bob.rawId)],
  ['a meeting', { kind: 'meeting', link: 'https://teams.microsoft.com/meet/1' } as const],
])('finds no line for %s', (_name, target) => {
  expect(findLineFor(target, company, toLineId(mainLine))).toBeNull();
});

it('finds a line by its number', () => {
  expect(findLineOfNumber(supportLine.number, company)).toBe(toLineId(supportLine));
  expect(findLineOfNumber('+14255550199', company)).toBeUndefined();
  expect(findLineOfNumber(undefined, company)).toBeUndefined();
  expect(findLineOfNumber(supportLine.number, null)).toBeUndefined();
});
