import { expect, test } from 'vitest';
import { getSignInScopes } from './scopes.ts';

test('a sign-in asks for what a call needs, for nothing of Microsoft Graph, and for no .default scope', () => {
  const scope = 'ca000000-0000-4000-8000-0000000000ca/access_as_user';
  const acs = 'https://auth.msft.communication.azure.com';
  expect(getSignInScopes({ kind: 'service', url: '/api/token', scope })).toEqual({
    signIn: [`${acs}/Teams.ManageCalls`, `${acs}/Teams.ManageChats`],
    consentToo: [scope],
  });
  const endpoint = 'https://acs.communication.azure.com';
  expect(getSignInScopes({ kind: 'resource', endpoint }).consentToo).toEqual([]);
  expect(getSignInScopes({ kind: 'teamsExtension', endpoint, resourceAccounts: [] })).toEqual({
    signIn: [`${acs}/TeamsExtension.ManageCalls`],
    consentToo: [],
  });
});
