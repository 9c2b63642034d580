import { execFileSync } from 'node:child_process';
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
  createLocalConfig,
  createServiceEnvironment,
  createManagedIdentityEnvironment,
  type LocalCase,
  type LocalPorts,
} from '../../src/dev/config.ts';
import { createIntegrity } from '../../src/dev/hashes.ts';
import { startEmulator } from '../../src/emulator/emulator.ts';
import { readEnvironment } from '../../src/emulator/settings/readSettings.ts';
import { createSigningKey } from '../../src/emulator/core/accessTokens.ts';
import type { Integration } from '../../src/contract/integration.ts';
import type { ConsentPolicy } from '../../src/emulator/wire/consentPolicies.ts';
import type { Log } from '../../src/server/log.ts';
import { startService } from '../../src/server/startService.ts';

const root = resolve(import.meta.dirname, '../..');
/** The folder of the app built for Azure, without the emulator. */
export const azureBuild = join(root, 'dist');
const firstPort = Number(process.env.E2E_APP_PORT ?? 21_173);
/**
 * Each worker process of Playwright starts a system on ports of its own. Playwright starts a new worker after a failure. Thanks
 * to its own ports, the new worker does not have to wait until the previous worker has closed its servers.
 */
const workerPort = firstPort + 100 * Number(process.env.TEST_WORKER_INDEX ?? 0);
export const emulatorPort = workerPort + 1;
/** The token service also serves the app, so both have the same port. */
const createPorts = (app: number): LocalPorts => ({ app, service: app, emulator: app + 1 });
const workerPorts = createPorts(workerPort);
/** The ports of a second system that a test starts beside the system of its worker. */
export const secondSystemPorts = createPorts(workerPort + 50);
/** The emulator's address in the built app. All workers share that build. */
const builtOrigin = `http://localhost:${firstPort + 1}`;
/** The folder of the app built for the emulator. */
export const emulatedBuild = join(root, `.cache/emulated-${firstPort}`);

/**
 * Builds the app with the emulator's drop-in SDK in place of Microsoft's Calling SDK. Vite sets NODE_ENV to `production`, with
 * which the emulator refuses to start, so Vite runs in a separate process.
 */
export const buildEmulatedApp = (folder = emulatedBuild, emulatorOrigin = builtOrigin): void =>
  buildApp(folder, emulatorOrigin, ['--mode', 'emulator']);

/** Builds the app with Microsoft's Calling SDK. */
export function buildApp(folder: string, emulatorOrigin: string, options: readonly string[] = []): void {
  execFileSync('npx', ['vite', 'build', '--logLevel', 'warn', '--outDir', folder, ...options], {
    stdio: 'inherit',
    env: { ...process.env, EMULATOR_ORIGIN: emulatorOrigin },
  });
}

/** The whole system on this machine: the token service, which also serves the built app, and the emulator. */
export type System = Awaited<ReturnType<typeof startSystem>>;

/**
 * All emulators of this process have the same signing keys. The package @azure/identity keeps a managed identity's token as long
 * as the process lives, so the next emulator at the same address must accept that token.
 */
const signingKeys = (async () => ({ entra: await createSigningKey(), acs: await createSigningKey() }))();

export async function startSystem(
  options: {
    /** Which of the documented set-ups is configured; `contoso` by default. */
    case?: LocalCase;
    /** What people may consent to if no administrator has consented yet; by default, one has. */
    consent?: ConsentPolicy;
    /** The ports of the servers; by default the ports of this worker. */
    ports?: LocalPorts;
    /** The folder of the built app; `emulatedBuild` by default. */
    web?: string;
    /** How the app works together with the company's own systems; by default it does not. */
    integration?: Integration;
    /** Where the service sends events about calls, if `integration` asks for that. */
    webHook?: string;
    /** The service's log; by default it logs nothing. */
    log?: Log;
  } = {},
) {
  const { case: caseName = 'contoso', ports = workerPorts } = options;
  // Each system gets a copy of the build with a configuration of its own, which the service reads when it starts.
  const webFolder = join(root, `.cache/served-${ports.app}`);
  // Files of an earlier build would still be there.
  rmSync(webFolder, { recursive: true, force: true });
  cpSync(options.web ?? emulatedBuild, webFolder, { recursive: true });
  const origin = `http://localhost:${ports.emulator}`;
  const replaceOrigin = (text: string) => text.replaceAll(builtOrigin, origin);
  // This is faster than building again.
  if (origin !== builtOrigin) rewriteBuild(webFolder, replaceOrigin, replaceOrigin);
  const emulator = await startEmulator({
    port: ports.emulator,
    appPort: ports.app,
    secret: 'e2e-secret',
    keys: await signingKeys,
    timing: readEnvironment().timing,
    ...(options.consent && { consent: options.consent }),
  });
  const config = createLocalConfig(ports, caseName, emulator.directory.resourceAccounts);
  writeFileSync(
    join(webFolder, 'config.json'),
    JSON.stringify({ ...config, integration: options.integration }),
  );
  // These variables tell @azure/identity where it gets the managed identity's token.
  const identityVariables = createManagedIdentityEnvironment(emulator);
  Object.assign(process.env, identityVariables);
  const service = await startService({
    ...(options.log && { log: options.log }),
    env: {
      ...(config.tokenSource.kind === 'teamsExtension'
        ? { PORT: String(ports.service), ENTRA_AUTHORITY: emulator.url }
        : createServiceEnvironment(ports, emulator.connectionString, caseName)),
      ...(options.webHook && { WEB_HOOK_URL: options.webHook, WEB_HOOK_SECRET: 'e2e-secret'.repeat(4) }),
      WEB_ROOT: webFolder,
      LOG_LEVEL: 'silent',
    },
  });
  return {
    url: `http://localhost:${ports.app}`,
    emulator,
    config,
    close: async (): Promise<void> => {
      for (const variable of Object.keys(identityVariables)) delete process.env[variable];
      await service.close();
      await emulator.stop();
    },
  };
}

/**
 * Changes the drop-in SDK and the other code of a built app.
 * @param changeSdk changes the SDK's code. The browser compares that file with its hash, so the hash changes with it
 * @param changeText changes each other file of JavaScript or HTML; by default it does not
 * @returns the file of the SDK, in `folder`
 */
export function rewriteBuild(
  folder: string,
  changeSdk: (code: string) => string,
  changeText: (text: string) => string = (text) => text,
): string {
  const allFiles = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const files = allFiles.filter((file) => /\.(?:js|html)$/.test(file));
  // The first `.` is the separator of folders, which differs on Windows.
  const sdk = files.find((file) => /^assets.sdk-[\w-]+\.js$/.test(file));
  if (!sdk) throw new Error(`${folder} has no file with the drop-in SDK.`);
  const sdkBefore = readFileSync(join(folder, sdk), 'utf8');
  const sdkAfter = changeSdk(sdkBefore);
  const [hashBefore, hashAfter] = [createIntegrity(sdkBefore), createIntegrity(sdkAfter)];
  for (const file of files) {
    const text = readFileSync(join(folder, file), 'utf8');
    const changed = file === sdk ? sdkAfter : changeText(text).replaceAll(hashBefore, hashAfter);
    if (changed !== text) writeFileSync(join(folder, file), changed);
  }
  return sdk;
}
