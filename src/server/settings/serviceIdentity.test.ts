import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createSelfSignedCertificate } from '../fixtures/selfSignedCertificate.ts';
import { exampleId, readFaults, validEnv } from '../fixtures/settings.ts';
import type { Environment } from './configFault.ts';
import { readSettings } from './settings.ts';

const folder = mkdtempSync(join(tmpdir(), 'identity-'));
afterAll(() => rmSync(folder, { recursive: true }));
/** Writes a file. @returns its path */
function write(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}
const { key, cert } = createSelfSignedCertificate('rsa');
const certificatePath = write('certificate.pem', cert + key);
const tokenFile = write('token', 'a.b.c');

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
    {
      AZURE_CLIENT_ID: exampleId,
      AZURE_TENANT_ID: exampleId,
      AZURE_CLIENT_CERTIFICATE_PATH: certificatePath,
    },
    { kind: 'certificate', path: certificatePath },
  ],
  [
    'workload identity',
    { AZURE_CLIENT_ID: exampleId, AZURE_TENANT_ID: exampleId, AZURE_FEDERATED_TOKEN_FILE: tokenFile },
    { kind: 'workload', tokenFile },
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

test.each<[string, string, Environment]>([
  [
    'a certificate file that is missing',
    'AZURE_CLIENT_CERTIFICATE_PATH: found a file that cannot be read',
    { AZURE_CLIENT_CERTIFICATE_PATH: join(folder, 'missing.pem') },
  ],
  [
    'a folder in place of a certificate file',
    'AZURE_CLIENT_CERTIFICATE_PATH: found a file that cannot be read',
    { AZURE_CLIENT_CERTIFICATE_PATH: folder },
  ],
  [
    'a file without a certificate',
    'AZURE_CLIENT_CERTIFICATE_PATH: found a file without a PEM certificate',
    { AZURE_CLIENT_CERTIFICATE_PATH: write('key.pem', key) },
  ],
  [
    'a certificate without its key',
    'AZURE_CLIENT_CERTIFICATE_PATH: found a file without a private key',
    { AZURE_CLIENT_CERTIFICATE_PATH: write('public.pem', cert) },
  ],
  [
    'a certificate whose key needs a password',
    'AZURE_CLIENT_CERTIFICATE_PATH: found a file with an encrypted private key',
    {
      AZURE_CLIENT_CERTIFICATE_PATH: write('encrypted.pem', `${cert}-----BEGIN ENCRYPTED PRIVATE KEY-----`),
    },
  ],
  [
    'a token file that is missing',
    'AZURE_FEDERATED_TOKEN_FILE: found a file that cannot be read, or is empty',
    { AZURE_FEDERATED_TOKEN_FILE: join(folder, 'missing') },
  ],
  [
    'a token file that is empty',
    'AZURE_FEDERATED_TOKEN_FILE: found a file that cannot be read, or is empty',
    { AZURE_FEDERATED_TOKEN_FILE: write('empty', '\n') },
  ],
  [
    'two credentials',
    'AZURE_FEDERATED_TOKEN_FILE: found a value in addition to AZURE_CLIENT_SECRET',
    { AZURE_CLIENT_SECRET: 'canary', AZURE_FEDERATED_TOKEN_FILE: tokenFile },
  ],
  [
    'a secret and a certificate',
    'AZURE_CLIENT_CERTIFICATE_PATH: found a value in addition to AZURE_CLIENT_SECRET',
    { AZURE_CLIENT_SECRET: 'canary', AZURE_CLIENT_CERTIFICATE_PATH: certificatePath },
  ],
])('readSettings refuses %s as the identity of the service', (_name, sentence, env) => {
  const faults = readFaults({
    ...secretEnv,
    AZURE_CLIENT_SECRET: '',
    AZURE_CLIENT_ID: exampleId,
    AZURE_TENANT_ID: exampleId,
    ...env,
  });
  expect(faults).toEqual([expect.stringContaining(sentence)]);
  expect(faults[0]).not.toContain('canary');
});
