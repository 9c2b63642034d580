import { expect, it } from 'vitest';
import { toAgentId } from '../fixtures/agentPhone.ts';
import { bob } from '../fixtures/testUsers.ts';
import { toDisplayId } from './phoneNumbers.ts';
import { objectIdOf, readAgentId } from './rawId.ts';

const toToken = (claims: object) => `header.${btoa(JSON.stringify(claims))}.signature`;

it('finds the object id of a colleague, who may be a Teams user or an agent', () => {
  expect([bob.rawId, toAgentId(bob.oid)].map(objectIdOf)).toEqual([bob.oid, bob.oid]);
  expect(toDisplayId(toAgentId(bob.oid))).toBe(bob.oid);
  expect(['4:+14255550100', `28:orgid:${bob.oid}`, `8:acs:${bob.oid}_${bob.oid}`].map(objectIdOf)).toEqual([
    null,
    null,
    null,
  ]);
});

it('reads the raw id of the agent to whom an ACS token belongs', () => {
  expect(readAgentId(toToken({ skypeid: toAgentId(bob.oid).slice(2) }))).toBe(toAgentId(bob.oid));
});

it.each([
  ['a Teams user', toToken({ skypeid: `orgid:${bob.oid}` })],
  ['an ACS user', toToken({ skypeid: `acs:${bob.oid}_${bob.oid}` })],
  ['nobody', toToken({})],
  ['no JWT', 'opaque'],
  ['an empty token', ''],
])('finds no agent in the token of %s', (_name, token) => {
  expect(readAgentId(token)).toBeNull();
});
