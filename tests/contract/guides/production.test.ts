import { execFile, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEmulator, type RunningEmulator } from '../../src/emulator/emulator.ts';
import { contosoClientId, fabrikamClientId, personOf } from '../../src/emulator/testing/signIn.ts';
import { findFreePort } from '../../src/server/fixtures/findFreePort.ts';
import { startService, type RunningService } from '../../src/server/startService.ts';
import { checkConfig } from '../../src/web/config/check.ts';

const root = resolve(import.meta.dirname, '../..');
const run = promisify(execFile);
const { tid } = personOf('alice@fabrikam.example');

/** The guides to production, with the application and tenant that each configures. */
const guides = [
  { guide: 'fabrikam-in-production.md', clientId: fabrikamClientId, tenant: tid },
  { guide: 'contoso-in-production.md', clientId: contosoClientId, tenant: 'organizations' },
];
/** @returns the shell code blocks of a guide. */
const readBlocks = (guide: string): string[] =>
  [...readFileSync(join(root, 'docs', guide), 'utf8').matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(
    ([, code = '']) => code,
  );
/** Whether a block's first comment says that a test runs it. */
const isRunByTest = (block: string) => block.startsWith('# run by a test\n');
const writesConfig = (block: string) => block.includes('public/config.json');

/** The output of every `az` command (Azure's CLI) in these tests. */
const azOutput = '22222222-2222-4333-8444-555555555555';
/**
 * Shell functions that replace commands which need Azure or much time. The function `az` prints the body of each request as
 * a line `BODY …` to file descriptor 3. The shell prints only what is written to that descriptor.
 */
const stubs = `
az() {
  case "$*" in
    *'--body @-'*) echo "BODY $(tr -d '\\n')" >&3 ;;
    *--body*) echo "BODY \${!#}" >&3 ;;
  esac
  echo ${azOutput}
}
npm() { :; }; zip() { :; }; curl() { :; }
exec 3>&1 1>/dev/null
`;

describe.each(guides)('$guide', ({ guide, clientId, tenant }) => {
  const blocks = readBlocks(guide);
  let emulator: RunningEmulator;
  let service: RunningService;
  beforeAll(async () => {
    // The service also serves the app, so its address is a redirect URI of the applications.
    const port = await findFreePort();
    emulator = await startEmulator({ appPort: port });
    service = await startService({ port, env: { ...createSettings(), LOG_LEVEL: 'silent' } });
  });
  afterAll(async () => {
    await service.close();
    await emulator.stop();
  });
  /** @returns the variables that the guide's blocks use. */
  const createSettings = () => ({
    APP_ID: clientId,
    API_CLIENT_ID: clientId,
    TENANT: tid,
    CUSTOMERS: tid,
    ALLOWED_TENANTS: tid,
    ENTRA_AUTHORITY: emulator.url,
    ACS_CONNECTION_STRING: emulator.connectionString,
  });
  const createEnvironment = () => ({ ...process.env, ...createSettings(), APP_URL: service.url });

  it('marks every block as run by a test or as only parsed, and contains only valid shell syntax', () => {
    expect(blocks.length).toBeGreaterThan(8);
    for (const block of blocks) {
      expect(block).toMatch(/^# (run by a test|parsed only: needs Azure)\n/);
      const { status, stderr } = spawnSync('bash', ['-n'], { input: block, encoding: 'utf8' });
      expect({ block, status, stderr }).toEqual({ block, status: 0, stderr: '' });
    }
  });

  it('uses no variable before it is set when all blocks run in one shell, and sends only JSON to Azure', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'guide-'));
    mkdirSync(join(folder, 'public'));
    const { stdout } = await run('bash', ['-euo', 'pipefail', '-c', stubs + blocks.join('\n')], {
      cwd: folder,
    });
    rmSync(folder, { recursive: true });
    const sentBodies = [...stdout.matchAll(/^BODY (.*)$/gm)].map(
      ([, body = '']) => JSON.parse(body) as object,
    );
    const [registration, ...redirectUpdates] = sentBodies;
    expect(registration).toMatchObject({
      api: { requestedAccessTokenVersion: 2, oauth2PermissionScopes: [{ value: 'access_as_user' }] },
    });
    const spa = { redirectUris: [`https://${azOutput}/`, `https://${azOutput}/redirect.html`] };
    expect(redirectUpdates.length).toBeGreaterThan(0);
    for (const update of redirectUpdates) expect(update).toEqual({ spa });
  });

  it('writes only config.json files that the app accepts', async () => {
    const configBlocks = blocks.filter(writesConfig);
    expect(configBlocks.length).toBeGreaterThan(0);
    const folder = mkdtempSync(join(tmpdir(), 'guide-'));
    mkdirSync(join(folder, 'public'));
    const env = { ...createEnvironment(), ACS_ENDPOINT: 'https://fabrikam.communication.azure.com' };
    for (const block of configBlocks) {
      await run('bash', ['-euc', block], { cwd: folder, env });
      const config: unknown = JSON.parse(readFileSync(join(folder, 'public/config.json'), 'utf8'));
      expect(checkConfig(config, 'phone.example.org')).toMatchObject({
        config: { entra: { clientId, tenant } },
      });
    }
    rmSync(folder, { recursive: true });
  });

  it('contains commands that succeed on the emulator, and the doctor (the set-up check) then reports no failure', async () => {
    const runnableBlocks = blocks.filter((block) => isRunByTest(block) && !writesConfig(block));
    expect(runnableBlocks.length).toBeGreaterThanOrEqual(2);
    const outputs: string[] = [];
    for (const block of runnableBlocks) {
      outputs.push((await run('bash', ['-euc', block], { cwd: root, env: createEnvironment() })).stdout);
    }
    const text = outputs.join('\n');
    expect(text).toContain('"ready"');
    expect(text).toMatch(/pass +redirect URIs/);
    expect(text).toMatch(/\d+ passed, 0 failed/);
  }, 30_000);
});
