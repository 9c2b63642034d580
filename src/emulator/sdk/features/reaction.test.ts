import { expect, test } from 'vitest';
import { identifierOf } from '../base/identifiers.ts';
import type { CallSession } from '../call/session.ts';
import { SharedState } from '../call/sharedState.ts';
import { EmuReaction } from './reaction.ts';

const userId = 'a0000000-0000-4000-8000-00000000000a';
const acsUserId = '8:acs:ac500000-0000-4000-8000-0000000000ac_b0000000-0000-4000-8000-00000000000b';
test.each([
  [`8:orgid:${userId}`, { kind: 'microsoftTeamsUser', microsoftTeamsUserId: userId }],
  [acsUserId, { kind: 'communicationUser', communicationUserId: acsUserId }],
])('M5: the identifier of a reaction by %s works as an object, and as a raw id', (rawId, members) => {
  // The SDK's types say that it is an object. Microsoft's UI library and tutorial use it as a raw id.
  const sharedState = new SharedState({ send: () => undefined }, 'call');
  const identifierOfParticipant = () => identifierOf(rawId);
  const feature = new EmuReaction({ sharedState, identifierOfParticipant } as unknown as CallSession);
  const identifiers: unknown[] = [];
  feature.on('reaction', ({ identifier }: { identifier: unknown }) => identifiers.push(identifier));
  const what = { reaction: 'like' };
  sharedState.handleEvent({ t: 'said', call: 'call', feature: 'reaction', from: 'a', what });
  const [identifier] = identifiers;
  expect(identifier).toMatchObject(members);
  expect([String(identifier), { [rawId]: 'found' }[identifier as string]]).toEqual([rawId, 'found']);
  expect((identifier as string).split(':')).toHaveLength(3);
});
