import { expect, test } from 'vitest';
import { consentFeatures } from '../consent/consents.ts';
import { createPermissionRequest } from './permissionRequest.ts';

const clientId = 'ca000000-0000-4000-8000-0000000000ca';
const entra = { clientId, tenant: 'organizations' } as const;
const service = { kind: 'service', url: '/api/token', scope: `${clientId}/access_as_user` } as const;
const readScopes = (link: string) => new URL(link).searchParams.get('scope')?.split(' ') ?? [];

test('one link asks an administrator for everything, and one for what calls need', () => {
  const request = createPermissionRequest({ entra, tokenSource: service }, null, 'https://phone.example');
  const required = new URL(request.requiredLink);
  expect(required.origin + required.pathname).toBe(
    'https://login.microsoftonline.com/organizations/v2.0/adminconsent',
  );
  expect(required.searchParams.get('client_id')).toBe(clientId);
  expect(required.searchParams.get('redirect_uri')).toBe('https://phone.example/');
  expect(readScopes(request.requiredLink)).toEqual([
    'https://auth.msft.communication.azure.com/Teams.ManageCalls',
    'https://auth.msft.communication.azure.com/Teams.ManageChats',
    `${clientId}/access_as_user`,
  ]);
  expect(readScopes(request.allLink)).toEqual(
    expect.arrayContaining([
      ...readScopes(request.requiredLink),
      'https://graph.microsoft.com/User.ReadBasic.All',
      'https://graph.microsoft.com/Presence.Read.All',
      'https://graph.microsoft.com/Chat.Create',
      'https://graph.microsoft.com/User.Read.All',
    ]),
  );
  expect(request.resourceLink).toBeNull();
  expect(request.groups.map(({ purpose }) => purpose)).toEqual(['calls', 'service', ...consentFeatures]);
});

test('the ACS resource has a link of its own, because Entra refuses .default beside other scopes', () => {
  const request = createPermissionRequest(
    { entra, tokenSource: { kind: 'resource', endpoint: 'https://acs.communication.azure.com' } },
    'f1111111-1111-4111-8111-111111111111',
    'https://phone.example',
  );
  expect(readScopes(request.resourceLink ?? '')).toEqual(['https://communication.azure.com//.default']);
  expect(readScopes(request.allLink).some((scope) => scope.endsWith('.default'))).toBe(false);
  expect(new URL(request.allLink).pathname).toContain('/f1111111-1111-4111-8111-111111111111/');
});
