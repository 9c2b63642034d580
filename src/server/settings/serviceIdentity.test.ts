import { expect, test } from 'vitest';
import { faultsOf, id, validEnv } from '../fixtures/settings.ts';
import type { Environment } from './environment.ts';
import { readSettings } from './settings.ts';

const identity = {
  ACS_CONNECTION_STRING: '',
  ACS_ENDPOINT: 'https://fabrikam.communication.azure.com',
  AZURE_CLIENT_SECRET: 's',
};
test.each(['00000000-0000-0000-0000-000000000000', 'FFFFFFFF-ffff-ffff-ffff-ffffffffffff'])(
  'S16: refuses the placeholder GUID %s as any id, and shows an example that would be accepted',
  (nil) => {
    const faults = [
      ...faultsOf({ API_CLIENT_ID: nil }),
      ...faultsOf({ APP_CLIENT_ID: nil }),
      ...faultsOf({ ALLOWED_TENANTS: `${id},${nil}` }),
      ...faultsOf({ ...identity, AZURE_CLIENT_ID: nil, AZURE_TENANT_ID: id }),
      ...faultsOf({ ...identity, AZURE_CLIENT_ID: id, AZURE_TENANT_ID: nil }),
    ];
    expect(faults.map((fault) => fault.split(':')[0])).toEqual([
      'API_CLIENT_ID',
      'APP_CLIENT_ID',
      'ALLOWED_TENANTS',
      'AZURE_CLIENT_ID',
      'AZURE_TENANT_ID',
    ]);
    for (const fault of faults) expect(fault).not.toContain(nil);
  },
);

test.each<[string, Environment, object]>([
  ['system-assigned managed identity', {}, { kind: 'managed', clientId: null }],
  ['user-assigned managed identity', { AZURE_CLIENT_ID: id }, { kind: 'managed', clientId: id }],
  [
    'client secret',
    { AZURE_CLIENT_ID: id, AZURE_TENANT_ID: id, AZURE_CLIENT_SECRET: 's' },
    { kind: 'secret', secret: 's' },
  ],
  [
    'certificate',
    { AZURE_CLIENT_ID: id, AZURE_TENANT_ID: id, AZURE_CLIENT_CERTIFICATE_PATH: '/c.pem' },
    { kind: 'certificate', path: '/c.pem' },
  ],
  [
    'workload identity',
    { AZURE_CLIENT_ID: id, AZURE_TENANT_ID: id, AZURE_FEDERATED_TOKEN_FILE: '/t' },
    { kind: 'workload', tokenFile: '/t' },
  ],
])('chooses the identity of the service by the variables that are set: %s', (_name, env, identity) => {
  const endpoint = { ACS_CONNECTION_STRING: '', ACS_ENDPOINT: 'https://fabrikam.communication.azure.com' };
  expect(readSettings({ ...validEnv, ...endpoint, ...env })).toMatchObject({
    settings: { acs: { kind: 'entra', identity } },
  });
});
