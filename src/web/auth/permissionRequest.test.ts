import { expect, test } from 'vitest';
import { consentFeatures } from '../consent/consents.ts';
import { createPermissionRequest } from './permissionRequest.ts';

const clientId = 'ca000000-0000-4000-8000-0000000000ca';
const entra = { clientId, tenant: 'organizations' } as const;
const service = { kind: 'service', url: '/api/token', scope: `${clientId}/access_as_user` } as const;
const graph = { endpoint: 'https://graph.microsoft.com/v1.0' };
const readScopes = (link: string) => new URL(link).searchParams.get('scope')?.split(' ') ?? [];

test('one link asks an administrator for everything, and one for what calls need', () => {
  const request = createPermissionRequest(
    {
      entra,
      tokenSource: service,
      graph: { ...graph, oneDriveOrigins: ['https://example-my.sharepoint.com'] },
    },
    null,
    'https://phone.example',
  );
  const required = new URL(request.requiredLink);
  const address = 'https://login.microsoftonline.com/organizations/v2.0/adminconsent';
  expect(required.origin + required.pathname).toBe(address);
  const acs = 'https://auth.msft.communication.azure.com';
  const scopes = [`${acs}/Teams.ManageCalls`, `${acs}/Teams.ManageChats`, `${clientId}/access_as_user`];
  expect(Object.fromEntries(required.searchParams)).toEqual({
    client_id: clientId,
    redirect_uri: 'https://phone.example/',
    scope: scopes.join(' '),
  });
  const optionalScopes = ['User.ReadBasic.All', 'Presence.Read.All', 'Chat.Create', 'User.Read.All'];
  expect(readScopes(request.allLink)).toEqual(
    expect.arrayContaining([
      ...scopes,
      ...optionalScopes.map((name) => `https://graph.microsoft.com/${name}`),
    ]),
  );
  expect(request.resourceLink).toBeNull();
  expect(request.groups.map(({ purpose }) => purpose)).toEqual(['calls', 'service', ...consentFeatures]);
});

test('the ACS resource has a link of its own, because Entra refuses .default beside other scopes', () => {
  const request = createPermissionRequest(
    { entra, graph, tokenSource: { kind: 'resource', endpoint: 'https://acs.communication.azure.com' } },
    'f1111111-1111-4111-8111-111111111111',
    'https://phone.example',
  );
  expect(readScopes(request.resourceLink ?? '')).toEqual(['https://communication.azure.com//.default']);
  expect(readScopes(request.allLink).some((scope) => scope.endsWith('.default'))).toBe(false);
  expect(new URL(request.allLink).pathname).toContain('/f1111111-1111-4111-8111-111111111111/');
});

test('an agent needs one permission for calls, none for a token service, and none for features that agents lack', () => {
  const endpoint = 'https://acs.communication.azure.com';
  const request = createPermissionRequest(
    { entra, graph, tokenSource: { kind: 'teamsExtension', endpoint, resourceAccounts: [] } },
    null,
    'https://phone.example',
  );
  expect(readScopes(request.requiredLink)).toEqual([
    'https://auth.msft.communication.azure.com/TeamsExtension.ManageCalls',
  ]);
  expect(request.resourceLink).toBeNull();
  expect(request.groups.map(({ purpose }) => purpose)).toEqual([
    'calls',
    'people',
    'othersPresence',
    'contacts',
    'presence',
    'profile',
  ]);
  expect(request.allLink).not.toMatch(/Calendars|Chat|Meetings/);
});
