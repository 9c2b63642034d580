import { expect, test } from 'vitest';
import { getSignInScopes } from './scopes.ts';

const apiScope = 'ca000000-0000-4000-8000-0000000000ca/access_as_user';
const teamsScopes = [
  'https://auth.msft.communication.azure.com/Teams.ManageCalls',
  'https://auth.msft.communication.azure.com/Teams.ManageChats',
];

test('a sign-in asks for what a call needs, and for nothing of Microsoft Graph', () => {
  expect(getSignInScopes({ kind: 'service', url: '/api/token', scope: apiScope })).toEqual({
    signIn: teamsScopes,
    consentToo: [apiScope],
  });
  expect(getSignInScopes({ kind: 'service', url: '/api/token', scope: null }).consentToo).toEqual([]);
  const endpoint = 'https://acs.communication.azure.com';
  expect(getSignInScopes({ kind: 'resource', endpoint }).consentToo).toEqual([]);
});
