import { expect, test } from 'vitest';
import type { Application } from '../core/directory.ts';
import { directory } from '../testing/directory.ts';
import { contosoClientId, personOf } from '../testing/signIn.ts';
import type { ConsentPolicy } from '../wire/consentPolicies.ts';
import { refuseUserConsent } from './admission.ts';
import { parseScopes } from './protocol/scopes.ts';

const contosoPhone = directory.applications.find(({ clientId }) => clientId === contosoClientId);
if (!contosoPhone) throw new Error('The default directory lacks the application of Contoso.');
const unverifiedPhone: Application = { ...contosoPhone, publisherVerified: false };

/** @returns the AADSTS number with which a user is sent to an administrator; `null` if the user may consent. */
const readRefusal = (policy: ConsentPolicy, scope: string, upn: string, application = contosoPhone) =>
  refuseUserConsent(policy, { application, scopes: parseScopes(scope, [application]) }, personOf(upn))
    ?.code ?? null;

const bob = 'bob@fabrikam.example';
const erin = 'erin@contoso.example';
const callScopes = `https://auth.msft.communication.azure.com/Teams.ManageCalls ${contosoClientId}/access_as_user`;
const agentScope = 'https://auth.msft.communication.azure.com/TeamsExtension.ManageCalls';
const usersScopes =
  'User.ReadBasic.All Presence.Read.All Presence.ReadWrite Contacts.Read ChatMessage.Send Chat.Create';

test.each<[ConsentPolicy, scope: string, refusal: number | null]>([
  ['everything', 'Calendars.Read Chat.ReadWrite', null],
  ['everything', 'User.Read.All', 90094],
  ['microsoftDefault', callScopes, null],
  ['microsoftDefault', agentScope, null],
  ['microsoftDefault', usersScopes, null],
  ['microsoftDefault', 'Calendars.Read', 90094],
  ['microsoftDefault', 'OnlineMeetings.ReadWrite', 90094],
  ['microsoftDefault', 'Chat.Read ChatMessage.Send', 90094],
  ['microsoftDefault', 'Chat.ReadWrite', 90094],
  ['microsoftDefault', 'People.Read', 90094],
  ['lowImpact', 'openid profile User.Read', null],
  ['lowImpact', callScopes, 90094],
  ['lowImpact', agentScope, 90094],
  ['lowImpact', 'User.ReadBasic.All', 90094],
  ['nothing', 'openid User.Read', 90094],
])('under the policy %s, Entra answers a request for %s with %j', (policy, scope, refusal) => {
  expect(readRefusal(policy, scope, bob)).toBe(refusal);
});

test('users of another tenant need an administrator for an application whose publisher is not verified', () => {
  for (const policy of ['microsoftDefault', 'lowImpact'] as const)
    expect(readRefusal(policy, callScopes, bob, unverifiedPhone)).toBe(900941);
  expect(readRefusal('microsoftDefault', 'openid User.Read', bob, unverifiedPhone)).toBeNull();
  expect(readRefusal('lowImpact', 'openid User.Read', bob, unverifiedPhone)).toBe(90094);
  expect(readRefusal('everything', callScopes, bob, unverifiedPhone)).toBeNull();
  // Erin belongs to the tenant in which the application is registered.
  expect(readRefusal('microsoftDefault', callScopes, erin, unverifiedPhone)).toBeNull();
});
