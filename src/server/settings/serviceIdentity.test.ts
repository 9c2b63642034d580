import { expect, test } from 'vitest';
import { exampleId, readFaults, validEnv } from '../fixtures/settings.ts';
import type { Environment } from './environment.ts';
import { readSettings } from './settings.ts';

/** The settings of a service that authenticates with a client secret; the ids are missing. */
const secretEnv = {
  ACS_CONNECTION_STRING: '',
  ACS_ENDPOINT: 'https://fabrikam.communication.azure.com',
  AZURE_CLIENT_SECRET: 's',
};
test.each(['00000000-0000-0000-0000-000000000000', 'FFFFFFFF-ffff-ffff-ffff-ffffffffffff'])(
  'S16: readSettings refuses the placeholder GUID %s as any id, and shows an example of a valid one',
  (placeholder) => {
    const faults = [
      ...readFaults({ API_CLIENT_ID: placeholder }),
      ...readFaults({ APP_CLIENT_ID: placeholder }),
      ...readFaults({ ALLOWED_TENANTS: `${exampleId},${placeholder}` }),
      ...readFaults({ ...secretEnv, AZURE_CLIENT_ID: placeholder, AZURE_TENANT_ID: exampleId }),
      ...readFaults({ ...secretEnv, AZURE_CLIENT_ID: exampleId, AZURE_TENANT_ID: placeholder }),
    ];
    expect(faults.map((fault) => fault.split(':')[0])).toEqual([
      'API_CLIENT_ID',
      'APP_CLIENT_ID',
      'ALLOWED_TENANTS',
      'AZURE_CLIENT_ID',
      'AZURE_TENANT_ID',
    ]);
    for (const fault of faults) expect(fault).not.toContain(placeholder);
  },
);

test.each<[string, Environment, object]>([
  ['system-assigned managed identity', {}, { kind: 'managed', clientId: null }],
  [
    'user-assigned managed identity',
    { AZURE_CLIENT_ID: exampleId },
    { kind: 'managed', clientId: exampleId },
  ],
  [
    'client secret',
    { AZURE_CLIENT_ID: exampleId, AZURE_TENANT_ID: exampleId, AZURE_CLIENT_SECRET: 's' },
    { kind: 'secret', secret: 's' },
  ],
  [
    'certificate',
    { AZURE_CLIENT_ID: exampleId, AZURE_TENANT_ID: exampleId, AZURE_CLIENT_CERTIFICATE_PATH: '/c.pem' },
    { kind: 'certificate', path: '/c.pem' },
  ],
  [
    'workload identity',
    { AZURE_CLIENT_ID: exampleId, AZURE_TENANT_ID: exampleId, AZURE_FEDERATED_TOKEN_FILE: '/t' },
    { kind: 'workload', tokenFile: '/t' },
  ],
])(
  'readSettings chooses a %s as the identity of the service if its variables are set',
  (_name, env, identity) => {
    const endpoint = { ACS_CONNECTION_STRING: '', ACS_ENDPOINT: 'https://fabrikam.communication.azure.com' };
    expect(readSettings({ ...validEnv, ...endpoint, ...env })).toMatchObject({
      settings: { acs: [{ kind: 'entra', identity }] },
    });
  },
);
