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
function write(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}
const { key, cert } = createSelfSignedCertificate();
const certificatePath = write('certificate.pem', cert + key);
const tokenFile = write('token', 'a.b.c');

const [pem, token] = ['AZURE_CLIENT_CERTIFICATE_PATH', 'AZURE_FEDERATED_TOKEN_FILE'] as const;
const withEndpoint = { ACS_CONNECTION_STRING: '', ACS_ENDPOINT: 'https://fabrikam.communication.azure.com' };
const ids = { AZURE_CLIENT_ID: exampleId, AZURE_TENANT_ID: exampleId };

test.each(['00000000-0000-0000-0000-000000000000', 'FFFFFFFF-ffff-ffff-ffff-ffffffffffff'])(
  'S16: readSettings refuses the placeholder GUID %s as any id',
  (placeholder) => {
    const withSecret = { ...withEndpoint, ...ids, AZURE_CLIENT_SECRET: 's' };
    for (const [name, env] of [
      ['API_CLIENT_ID', {}],
      ['APP_CLIENT_ID', {}],
      ['ALLOWED_TENANTS', {}],
      ['AZURE_CLIENT_ID', withSecret],
      ['AZURE_TENANT_ID', withSecret],
    ] as const) {
      const faults = readFaults({ ...env, [name]: placeholder });
      expect(faults).toEqual([expect.stringMatching(new RegExp(`^${name}: `))]);
      expect(faults[0]).not.toContain(placeholder);
    }
  },
);

test.each<[string, Environment, object]>([
  ['system-assigned managed identity', {}, { kind: 'managed', clientId: null }],
  ['user-assigned identity', { AZURE_CLIENT_ID: exampleId }, { kind: 'managed', clientId: exampleId }],
  ['client secret', { ...ids, AZURE_CLIENT_SECRET: 's' }, { kind: 'secret', secret: 's' }],
  ['certificate', { ...ids, [pem]: certificatePath }, { kind: 'certificate', path: certificatePath }],
  ['workload identity', { ...ids, [token]: tokenFile }, { kind: 'workload', tokenFile }],
])('readSettings chooses a %s as the service’s identity if its variables are set', (_name, env, identity) => {
  expect(readSettings({ ...validEnv, ...withEndpoint, ...env })).toMatchObject({
    settings: { acs: [{ kind: 'entra', identity }] },
  });
});

const encryptedKey = write('encrypted.pem', `${cert}-----BEGIN ENCRYPTED PRIVATE KEY-----`);
test.each([
  ['a certificate that is missing', pem, join(folder, 'x.pem'), 'a file that cannot be read,'],
  ['a folder in place of a certificate', pem, folder, 'a file that cannot be read,'],
  ['a file without a certificate', pem, write('key.pem', key), 'a file without a PEM certificate'],
  ['a certificate without its key', pem, write('public.pem', cert), 'a file without a private key'],
  ['a key with a password', pem, encryptedKey, 'a file with an encrypted private key'],
  ['a token file that is missing', token, join(folder, 'x'), 'a file that cannot be read, or is empty'],
  ['a token file that is empty', token, write('empty', '\n'), 'a file that cannot be read, or is empty'],
])('readSettings refuses %s as the identity of the service', (_name, name, path, found) => {
  const faults = readFaults({ ...withEndpoint, ...ids, [name]: path });
  expect(faults).toEqual([expect.stringContaining(`${name}: found ${found}`)]);
});

test.each([
  [token, tokenFile],
  [pem, certificatePath],
])('readSettings refuses %s beside a secret, and does not show the secret', (name, path) => {
  const faults = readFaults({ ...withEndpoint, ...ids, AZURE_CLIENT_SECRET: 'canary', [name]: path });
  const expected = `${name}: found a value in addition to AZURE_CLIENT_SECRET`;
  expect(faults).toEqual([expect.stringContaining(expected)]);
  expect(faults[0]).not.toContain('canary');
});
