import { expect, test } from 'vitest';
import { identifierOf } from '../base/identifiers.ts';
import type { CallSession } from '../call/session.ts';
import { SharedState } from '../call/sharedState.ts';
import { EmuReaction } from './reaction.ts';

test('M5: the identifier of a reaction works as an object, as the SDK’s types say, and as a raw id, as Microsoft’s UI library uses it', () => {
  const userId = 'a0000000-0000-4000-8000-00000000000a';
  const rawId = `8:orgid:${userId}`;
  const sharedState = new SharedState({ send: () => undefined }, 'call');
  const identifierOfParticipant = () => identifierOf(rawId);
  const feature = new EmuReaction({ sharedState, identifierOfParticipant } as unknown as CallSession);
  const identifiers: unknown[] = [];
  feature.on('reaction', ({ identifier }: { identifier: unknown }) => identifiers.push(identifier));
  const what = { reaction: 'like' };
  sharedState.handleEvent({ t: 'said', call: 'call', feature: 'reaction', from: 'a', what });
  const [identifier] = identifiers;
  expect(identifier).toMatchObject({ kind: 'microsoftTeamsUser', rawId, microsoftTeamsUserId: userId });
  expect([String(identifier), { [rawId]: 'found' }[identifier as string]]).toEqual([rawId, 'found']);
  expect((identifier as string).split(':')).toHaveLength(3);
});
