import { execFile, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEmulator, type RunningEmulator } from '../../src/emulator/emulator.ts';
import { contosoApp, fabrikamApp, personOf } from '../../src/emulator/testing/signIn.ts';
import { findFreePort } from '../../src/server/fixtures/findFreePort.ts';
import { startService, type RunningService } from '../../src/server/startService.ts';
import { checkConfig } from '../../src/web/config/check.ts';

const root = resolve(import.meta.dirname, '../..');
const run = promisify(execFile);
const { tid } = personOf('alice@fabrikam.example');

const guides = [
  { guide: 'fabrikam-in-production.md', clientId: fabrikamApp, tenant: tid },
  { guide: 'contoso-in-production.md', clientId: contosoApp, tenant: 'organizations' },
];
const blocksOf = (guide: string): string[] =>
  [...readFileSync(join(root, 'docs', guide), 'utf8').matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(
    ([, code = '']) => code,
  );
const isRun = (block: string) => block.startsWith('# run by a test\n');
const writesConfig = (block: string) => block.includes('public/config.json');

/** The output of every command of Azure's CLI in this test. */
const answered = '22222222-2222-4333-8444-555555555555';
/** Replaces commands that need Azure or time. The replaced `az` prints the body of each request as one line. */
const stubs = `
az() {
  case "$*" in
    *'--body @-'*) echo "BODY $(tr -d '\\n')" >&3 ;;
    *--body*) echo "BODY \${!#}" >&3 ;;
  esac
  echo ${answered}
}
npm() { :; }; zip() { :; }; curl() { :; }
exec 3>&1 1>/dev/null
`;

describe.each(guides)('$guide', ({ guide, clientId, tenant }) => {
  const blocks = blocksOf(guide);
  let emulator: RunningEmulator;
  let service: RunningService;
  beforeAll(async () => {
    // The service also serves the app, so its address is a redirect URI of the applications.
    const port = await findFreePort();
    emulator = await startEmulator({ port: 0, appPort: port });
    service = await startService({ port, env: { ...settings(), LOG_LEVEL: 'silent' } });
  });
  afterAll(async () => {
    await service.close();
    await emulator.close();
  });
  /** The values of the guide's variables before a block runs. */
  const settings = () => ({
    APP_ID: clientId,
    API_CLIENT_ID: clientId,
    TENANT: tid,
    CUSTOMERS: tid,
    ALLOWED_TENANTS: tid,
    ENTRA_AUTHORITY: emulator.url,
    ACS_CONNECTION_STRING: emulator.connectionString,
  });
  const environment = () => ({ ...process.env, ...settings(), APP_URL: service.url });

  it('every block says how far it was tried, and a shell can read it', () => {
    expect(blocks.length).toBeGreaterThan(8);
    for (const block of blocks) {
      expect(block).toMatch(/^# (run by a test|parsed only: needs Azure)\n/);
      const { status, stderr } = spawnSync('bash', ['-n'], { input: block, encoding: 'utf8' });
      expect({ block, status, stderr }).toEqual({ block, status: 0, stderr: '' });
    }
  });

  it('from top to bottom in one shell, nothing is used before it is there, and what is sent is JSON', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'guide-'));
    mkdirSync(join(folder, 'public'));
    const { stdout } = await run('bash', ['-euo', 'pipefail', '-c', stubs + blocks.join('\n')], {
      cwd: folder,
    });
    rmSync(folder, { recursive: true });
    const sent = [...stdout.matchAll(/^BODY (.*)$/gm)].map(([, body = '']) => JSON.parse(body) as object);
    const [registered, ...addresses] = sent;
    expect(registered).toMatchObject({
      api: { requestedAccessTokenVersion: 2, oauth2PermissionScopes: [{ value: 'access_as_user' }] },
    });
    const spa = { redirectUris: [`https://${answered}/`, `https://${answered}/redirect.html`] };
    expect(addresses.length).toBeGreaterThan(0);
    for (const address of addresses) expect(address).toEqual({ spa });
  });

  it('every config.json that the guide writes is right', async () => {
    const writing = blocks.filter(writesConfig);
    expect(writing.length).toBeGreaterThan(0);
    const folder = mkdtempSync(join(tmpdir(), 'guide-'));
    mkdirSync(join(folder, 'public'));
    const env = { ...environment(), ACS_ENDPOINT: 'https://fabrikam.communication.azure.com' };
    for (const block of writing) {
      await run('bash', ['-euc', block], { cwd: folder, env });
      const written: unknown = JSON.parse(readFileSync(join(folder, 'public/config.json'), 'utf8'));
      expect(checkConfig(written, 'phone.example.org')).toMatchObject({
        config: { entra: { clientId, tenant } },
      });
    }
    rmSync(folder, { recursive: true });
  });

  it('the other blocks that say so run, and the doctor finds nothing wrong', async () => {
    const runnable = blocks.filter((block) => isRun(block) && !writesConfig(block));
    expect(runnable.length).toBeGreaterThanOrEqual(2);
    const outputs: string[] = [];
    for (const block of runnable) {
      outputs.push((await run('bash', ['-euc', block], { cwd: root, env: environment() })).stdout);
    }
    const text = outputs.join('\n');
    expect(text).toContain('"ready"');
    expect(text).toMatch(/pass +redirect URIs/);
    expect(text).toMatch(/\d+ passed, 0 failed/);
  }, 30_000);
});
