import { expect, test } from 'vitest';
import { runInProject, writeFiles } from './support/project.ts';

const app = `/// <reference types="acs-calling-emulator/client" />
import { CallClient, type TeamsCallAgent } from 'acs-calling-emulator/calling';
import { AzureCommunicationTokenCredential } from 'acs-calling-emulator/common';

const settings = import.meta.env.ACS_EMULATOR;
export const url: string | undefined = settings?.url;
// @ts-expect-error the settings have no connection string.
export const secret: unknown = settings?.connectionString;
export const agent: Promise<TeamsCallAgent> = new CallClient().createTeamsCallAgent(
  new AzureCommunicationTokenCredential('token'),
);
`;
const server = `import { startEmulator, type Emulator, type EmulatorOptions } from 'acs-calling-emulator';

const options: EmulatorOptions = { port: 0, appPort: 3000, timing: 'service' };
const emulator: Emulator = await startEmulator(options);
export const texts: string[] = [emulator.url, emulator.connectionString, emulator.secret];
export const stopped: Promise<void> = emulator.stop();
// @ts-expect-error the timing has two values.
void startEmulator({ timing: 'slow' });
`;
const config = `import { defineConfig } from 'vite';
import { acsCallingEmulator } from 'acs-calling-emulator/vite';

export default defineConfig(({ command }) => ({
  plugins: [command === 'serve' && acsCallingEmulator({ port: 5174, onReady: ({ url }) => console.log(url) })],
}));
`;
const fixtures = `import { defineConfig } from '@playwright/test';
import { expect, fakeDevices, test, type CallingWorkerFixtures, type CentreSettings, type IncomingCall } from 'acs-calling-emulator/playwright';

export default defineConfig<object, CallingWorkerFixtures>({
  use: { launchOptions: fakeDevices, emulatorOptions: { port: 5174 } },
});
test('alice answers bob', async ({ page, emulator, callers, incomingCall, signInAs }) => {
  await signInAs(page, 'alice');
  const call: IncomingCall = await incomingCall({ from: 'bob', to: ['alice'] });
  await call.act('hold');
  await expect(emulator).not.toHaveCall({ state: 'Ringing' });
  const waiting: readonly IncomingCall[] = await callers.ringMany('+14255550150', 3, { agents: ['alice'] });
  await waiting[0]?.answeredBy();
  await expect(emulator).toHaveParticipant('+14255550100', { caller: '+14255550150' });
  await emulator.contactCentre.set({ maxWaiting: 2 });
  const { settings }: { settings: CentreSettings } = await emulator.contactCentre.read();
  // @ts-expect-error only one telephone can have a number.
  await callers.ringMany('+14255550150', 2, { from: settings.strategy });
  // @ts-expect-error the act needs a text.
  await call.act('say');
  // @ts-expect-error there is no such state.
  await expect(emulator).toHaveCall({ state: 'Answered' });
  // @ts-expect-error there is no such condition.
  await expect(emulator).toHaveCondition('medium');
});
`;

test('an app keeps the types of the SDK if path mapping replaces it by the drop-in SDK', () => {
  const sdk = '@azure/communication-calling';
  const folder = writeFiles('types-paths', {
    'app.ts': `import { CallClient, type TeamsCallAgent } from '${sdk}';
      export const connect = (agent: TeamsCallAgent): string => agent.connectionState;
      // @ts-expect-error there is no such member, so the types are Microsoft's.
      void new CallClient().createPhone();`,
    'package.json': JSON.stringify({ type: 'module' }),
    'tsconfig.json': JSON.stringify({
      compilerOptions: {
        strict: true,
        noEmit: true,
        skipLibCheck: true,
        target: 'es2022',
        module: 'preserve',
        types: [],
        paths: { [sdk]: ['../node_modules/acs-calling-emulator/calling'] },
      },
      include: ['*.ts'],
    }),
  });
  expect(runInProject('npx', ['tsc', '-p', '.'], folder)).toMatchObject({ status: 0, stdout: '' });
}, 120_000);

// Vite itself has no types for node10.
test('an older TypeScript finds the types of an app and a script with moduleResolution node10', () => {
  const options = { strict: true, noEmit: true, skipLibCheck: true, target: 'es2022', module: 'esnext' };
  const compilerOptions = { ...options, lib: ['es2023', 'dom'], types: ['node'], moduleResolution: 'node10' };
  const folder = writeFiles('types-node10', {
    'app.ts': app,
    'server.ts': server,
    'package.json': JSON.stringify({ type: 'module' }),
    'tsconfig.json': JSON.stringify({ compilerOptions, include: ['*.ts'] }),
  });
  const compiler = '../node_modules/typescript-5/bin/tsc';
  expect(runInProject('node', [compiler, '-p', '.'], folder)).toMatchObject({ status: 0, stdout: '' });
}, 120_000);

/** The two ways in which TypeScript finds the types of a package. The types are checked themselves where that is possible. */
test.each([
  ['bundler', 'esnext'],
  ['node16', 'node16'],
])(
  'an app, a script and a Vite configuration compile with moduleResolution %s',
  (moduleResolution, module) => {
    const compilerOptions = {
      strict: true,
      exactOptionalPropertyTypes: true,
      noEmit: true,
      target: 'es2022',
      lib: ['es2023', 'dom'],
      types: ['node'],
      module,
      moduleResolution,
    };
    const createTsconfig = (skipLibCheck: boolean, include: string) =>
      JSON.stringify({ compilerOptions: { ...compilerOptions, skipLibCheck }, include: [include] });
    const folder = writeFiles(`types-${moduleResolution}`, {
      'app.ts': app,
      'server.ts': server,
      'vite.config.ts': config,
      'fixtures.ts': fixtures,
      'package.json': JSON.stringify({ type: 'module' }),
      'tsconfig.json': createTsconfig(true, '*.ts'),
      // The types of Vite and of Microsoft's packages have errors of their own, so only these files are checked with them.
      'tsconfig.strict.json': createTsconfig(false, 'server.ts'),
    });
    for (const project of ['tsconfig.json', 'tsconfig.strict.json'])
      expect(runInProject('npx', ['tsc', '-p', project], folder)).toMatchObject({ status: 0, stdout: '' });
  },
  120_000,
);
