import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { startEmulator, type RunningEmulator } from '../../../src/emulator/emulator.ts';
import { contosoClientId, fabrikamClientId, personOf } from '../../../src/emulator/testing/signIn.ts';
import { findFreePort } from '../../../src/server/fixtures/findFreePort.ts';
import { createTestFolder } from '../../../src/server/fixtures/testFolder.ts';
import { startService, type RunningService } from '../../../src/server/startService.ts';
import { checkConfig } from '../../../src/web/config/check.ts';
import { extensionGuide, readSteps, readStepsOfCase, root } from './guide.ts';

const run = promisify(execFile);
const { tid } = personOf('alice@fabrikam.example');

/** The application and tenant that the guide of each case configures. */
const guides = [
  { name: 'Fabrikam', clientId: fabrikamClientId, tenant: tid },
  { name: 'Contoso', clientId: contosoClientId, tenant: 'organizations' },
] as const;
const isRunnable = (block: string) => block.startsWith('# run by a test\n');
const writesConfig = (block: string) => block.includes('public/config.json');

describe.each(guides)('$name', ({ name, clientId, tenant }) => {
  const runnableBlocks = readStepsOfCase(name)
    .flatMap(({ blocks }) => blocks)
    .filter(isRunnable);
  let emulator: RunningEmulator;
  let service: RunningService;
  /** An empty home of the reader, so that no block finds values that another run has stored. */
  const home = mkdtempSync(join(tmpdir(), 'guide-home-'));
  beforeAll(async () => {
    // The service also serves the app, so its address is a redirect URI of the applications.
    const port = await findFreePort();
    emulator = await startEmulator({ appPort: port });
    service = await startService({ port, env: { ...createSettings(), LOG_LEVEL: 'silent' } });
  });
  afterAll(async () => {
    await service.close();
    await emulator.stop();
    rmSync(home, { recursive: true });
  });
  /** @returns the variables that the guide's blocks use. */
  const createSettings = () => ({
    APP_ID: clientId,
    API_CLIENT_ID: clientId,
    TENANT: tid,
    TENANTS: tid,
    AUTHORITY: tenant,
    ALLOWED_TENANTS: tid,
    ENTRA_AUTHORITY: emulator.url,
    ACS_CONNECTION_STRING: emulator.connectionString,
  });
  const runBlock = async (block: string, cwd: string, more: NodeJS.ProcessEnv = {}): Promise<string> => {
    const env = { ...process.env, ...createSettings(), APP_URL: service.url, HOME: home, ...more };
    return (await run('bash', ['-euc', `. deploy/guide.sh\n${block}`], { cwd, env })).stdout;
  };

  it('writes only config.json files that the app accepts', async () => {
    const configBlocks = runnableBlocks.filter(writesConfig);
    expect(configBlocks.length).toBeGreaterThan(0);
    const folder = createTestFolder();
    mkdirSync(join(folder, 'public'));
    symlinkSync(join(root, 'deploy'), join(folder, 'deploy'));
    for (const block of configBlocks) {
      await runBlock(block, folder, { ACS_HOST: 'fabrikam.communication.azure.com' });
      const config: unknown = JSON.parse(readFileSync(join(folder, 'public/config.json'), 'utf8'));
      expect(checkConfig(config, 'phone.example.org')).toMatchObject({
        config: { entra: { clientId, tenant } },
      });
    }
  });

  it('contains commands that succeed on the emulator, and the doctor (the set-up check) then reports no failure', async () => {
    const otherBlocks = runnableBlocks.filter((block) => !writesConfig(block));
    expect(otherBlocks.length).toBeGreaterThanOrEqual(2);
    const outputs: string[] = [];
    for (const block of otherBlocks) outputs.push(await runBlock(block, root));
    const text = outputs.join('\n');
    expect(text).toContain('"ready"');
    expect(text).toMatch(/pass +redirect URIs/);
    expect(text).toMatch(/\d+ passed, 0 failed/);
  }, 30_000);
});

it('Teams Phone extensibility: the blocks write a config.json that the app accepts, and assign its people and numbers', async () => {
  const emulator = await startEmulator();
  onTestFinished(() => emulator.stop());
  const folder = createTestFolder();
  mkdirSync(join(folder, 'public'));
  for (const name of ['deploy', 'node_modules', 'package.json', 'src'])
    symlinkSync(join(root, name), join(folder, name));
  const [dave, account] = [personOf('dave@fabrikam.example').oid, '11111111-2222-4333-8444-555555555555'];
  const env = {
    PATH: process.env['PATH'],
    HOME: folder,
    APP_ID: fabrikamClientId,
    TENANT: tid,
    ACS_HOST: 'fabrikam.communication.azure.com',
    ACCOUNT_ID: account,
    NUMBER: '+14255550150',
    ALICE: dave,
    ACS_CONNECTION_STRING: emulator.connectionString,
  };
  const blocks = readSteps(extensionGuide)
    .flatMap((step) => step.blocks)
    .filter(isRunnable);
  let output = '';
  for (const block of blocks)
    output += (await run('bash', ['-euc', `. deploy/guide.sh\n${block}`], { cwd: folder, env })).stdout;
  const config: unknown = JSON.parse(readFileSync(join(folder, 'public/config.json'), 'utf8'));
  expect(checkConfig(config, 'phone.example.org')).toHaveProperty(
    'config.tokenSource.kind',
    'teamsExtension',
  );
  const person = `person, for the application ${fabrikamClientId}`;
  expect(output.match(/^[\da-f-]{36}.*$/gm)).toEqual([
    `${account} (Main line, +14255550150): assigned as resource account`,
    `${dave}: assigned as ${person}`,
    `${account} (Main line, +14255550150): resource account`,
    `${dave}: ${person}`,
  ]);
}, 60_000);
