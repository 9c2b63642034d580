import react from '@vitejs/plugin-react';
import { playwright } from '@vitest/browser-playwright';
import { relative, resolve } from 'node:path';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import packageJson from './package.json' with { type: 'json' };
import { createLocalesPlugin } from './src/dev/locales/plugin.ts';
import { createSdkPlugin, createSdkReader } from './src/dev/callingSdk.ts';
import { createFirstScreenPlugin } from './src/dev/first-screen/plugin.ts';
import { createOfflineWorker } from './src/dev/offlineWorker.ts';
import { browserPath, browserArguments } from './tests/support/browser.ts';
import { createFlakyTestReporter } from './tests/support/flakyTestReporter.ts';

const root = import.meta.dirname;

const versions = {
  __APP_VERSION__: JSON.stringify(packageJson.version),
  __SDK_VERSION__: JSON.stringify(packageJson.dependencies['@azure/communication-calling']),
};

/**
 * The name of this build, by which an open page notices a newer build. The app contains the name as `__BUILD_ID__`, and the
 * server's `/version.json` contains the name of the build that is deployed now. The environment variable `BUILD_ID` sets the
 * name. Default: the time of the build. In development the name in the app is empty.
 */
const buildId = process.env.BUILD_ID ?? Date.now().toString(36);

const versionFile: Plugin = {
  name: 'version-file',
  apply: 'build',
  generateBundle() {
    this.emitFile({
      type: 'asset',
      fileName: 'version.json',
      source: `${JSON.stringify({ build: buildId })}\n`,
    });
  },
};

/** Refuses to build the app with the emulator into `dist`, from which production serves, whatever `--outDir` says. */
const keepEmulatorOutOfDist: Plugin = {
  name: 'keep-emulator-out-of-dist',
  apply: (_config, { mode }) => isEmulated(mode),
  configResolved({ command, root: projectRoot, build }) {
    // The path is inside `dist` unless it begins with `..`.
    const pathFromDist = relative(resolve(projectRoot, 'dist'), resolve(projectRoot, build.outDir));
    if (command === 'build' && !pathFromDist.startsWith('..'))
      throw new Error(
        `"${build.outDir}" is the product's folder; a build with the emulator needs another one.`,
      );
  },
};

/**
 * Lets MSAL's relay of an embedded app's sign-in open the emulated Entra, which has http on this machine. MSAL allows https only, and
 * so does every build without the emulator.
 */
const relayToEmulator: Plugin = {
  name: 'relay-to-emulator',
  apply: (_config, { mode }) => isEmulated(mode),
  transform(code, id) {
    if (!/@azure\/msal-browser\/dist\/popup_relay\/index\.mjs/.test(id)) return null;
    const check = 'parsed.protocol !== "https:"';
    if (!code.includes(check)) throw new Error('MSAL has changed the check of its popup relay.');
    return { code: code.replaceAll(check, `(${check} && parsed.hostname !== "127.0.0.1")`), map: null };
  },
};

/** Packages that only lazy chunks import. The dev server would find them late, and then bundle and reload a second time. */
const prebundled = [
  'react',
  'react-dom/client',
  '@fluentui/react-components',
  '@azure/msal-browser',
  '@azure/msal-browser/redirect-bridge',
  '@azure/msal-react',
  '@azure/communication-common',
  'i18next',
  'react-i18next',
  'zod/mini',
  'libphonenumber-js/min',
  '@fluentui/react-icons/svg/person-call',
  '@fluentui/react-icons/svg/star',
  '@testing-library/react',
];

/**
 * Decides which Calling SDK a build contains. In the modes `emulator` and `test` it is the emulator's drop-in SDK, in every other
 * mode @azure/communication-calling. A build with the drop-in SDK always shows the label "Emulator" and has an output folder of
 * its own. No configuration can change that.
 */
const isEmulated = (mode: string): boolean => mode === 'emulator' || mode === 'test';

/** Leaves out `redirect.html`, to which Entra returns, `sign-in.html`, which signs in for an embedded app, and Microsoft's libraries, which only later chunks need. */
const isModuleOfFirstScreen = (module: string): boolean =>
  !/@azure|redirect|sign-in\.html|auth.relay/.test(module);

export default defineConfig(({ command, mode }) => {
  const withEmulator = isEmulated(mode);
  const define = {
    ...versions,
    __STAND_IN__: JSON.stringify(withEmulator ? 'Emulator' : ''),
    __BUILD_ID__: JSON.stringify(command === 'build' ? buildId : ''),
    ...(withEmulator && {
      __EMULATOR_ORIGIN__: JSON.stringify(process.env.EMULATOR_ORIGIN ?? 'http://localhost:5174'),
    }),
  };
  const readSdk = createSdkReader(withEmulator, define);
  return {
    plugins: [
      react(),
      createLocalesPlugin(withEmulator),
      createSdkPlugin(readSdk),
      createFirstScreenPlugin(withEmulator, define, readSdk),
      versionFile,
      createOfflineWorker(readSdk),
      keepEmulatorOutOfDist,
      relayToEmulator,
    ],
    // The token service replaces this placeholder with a fresh value in every page it serves.
    html: { cspNonce: '__CSP_NONCE__' },
    resolve: {
      alias: withEmulator
        ? { '@azure/communication-calling': resolve(root, 'src/emulator/sdk/index.ts') }
        : {},
    },
    define,
    optimizeDeps: { include: prebundled, exclude: ['@azure/msal-browser/popup-relay'] },
    build: {
      outDir: withEmulator ? '.cache/emulated' : 'dist/web',
      emptyOutDir: true,
      // Every browser that the Calling SDK supports knows `modulepreload`.
      modulePreload: { polyfill: false },
      sourcemap: true,
      target: 'es2023',
      license: { fileName: 'third-party-notices.md' },
      // In KB.
      chunkSizeWarningLimit: 900,
      rolldownOptions: {
        input: ['index.html', 'redirect.html', 'sign-in.html'].map((page) => resolve(root, page)),
        output: {
          // Few files, because each answer has half a KiB of headers, and each request takes half a millisecond of the main
          // thread. A module belongs to the group with the highest priority that needs it.
          codeSplitting: {
            groups: [
              { name: 'sign-in', test: /assembly.firstScreenPart/, priority: 5 },
              // `sign-in.html` has words, too, and must not load the app.
              { name: 'languages', test: /i18n.pageLanguages/, priority: 5 },
              { name: 'first', tags: ['$initial'], test: isModuleOfFirstScreen, priority: 4 },
              { name: 'exchange', test: /assembly.exchange/, priority: 3 },
              { name: 'connect', test: /assembly.connect/, priority: 2 },
              { name: 'phone', test: /app.(SignedInApp|inCall)/, priority: 1 },
            ],
          },
        },
      },
    },
    test: {
      // Only a faulty test takes longer than this, even on a busy machine.
      testTimeout: 20_000,
      expect: { poll: { timeout: 10_000 } },
      // Files share a process or a page, so no test may leave these to the next one.
      restoreMocks: true,
      unstubEnvs: true,
      unstubGlobals: true,
      setupFiles: ['src/web/fixtures/endTest.ts'],
      // On a shared machine, real media, sockets and processes are sometimes late.
      retry: process.env.CI ? 1 : 0,
      reporters: ['default', createFlakyTestReporter()],
      projects: [
        {
          extends: true,
          test: {
            name: 'unit',
            environment: 'node',
            include: [
              'src/**/*.test.ts',
              'tests/{architecture,azure,bench,contract,faults,long,support}/**/*.test.ts',
            ],
            exclude: ['**/*.{browser,isolated}.test.ts', 'tests/contract/calling/**'],
            // Each worker loads a module once for all its files, which halves the time.
            isolate: false,
            // Many of these tests wait for timeouts and processes, so more workers than cores pay off.
            maxWorkers: 4,
          },
        },
        {
          extends: true,
          test: {
            // @azure/identity keeps a managed identity's token for as long as the process lives.
            name: 'isolated',
            environment: 'node',
            include: ['{src,tests}/**/*.isolated.test.ts'],
            maxWorkers: 4,
          },
        },
        {
          // In these tests Node controls browser pages that call each other.
          extends: true,
          test: {
            name: 'calling',
            environment: 'node',
            include: ['tests/contract/calling/**/*.test.ts'],
            // All files share one browser, one build of the drop-in SDK, and all imports.
            globalSetup: 'tests/support/calling/globalSetup.ts',
            isolate: false,
            maxWorkers: 2,
            // Vitest requires a separate group for a project with another number of workers.
            sequence: { groupOrder: 2 },
          },
        },
        {
          // A whole live hour with the emulator in place of Azure.
          extends: true,
          test: {
            name: 'azureHour',
            environment: 'node',
            include: ['tests/azure/**/*.long.ts'],
            testTimeout: 300_000,
            maxWorkers: 1,
            sequence: { groupOrder: 4 },
          },
        },
        {
          // Tests of the emulator's npm package, packed and installed in an empty project.
          extends: true,
          test: {
            name: 'package',
            environment: 'node',
            include: ['tests/package/**/*.test.ts'],
            globalSetup: 'tests/package/support/globalSetup.ts',
            testTimeout: 60_000,
            maxWorkers: 1,
            sequence: { groupOrder: 3 },
          },
        },
        {
          extends: true,
          test: {
            name: 'browser',
            include: ['{src,tests}/**/*.browser.test.{ts,tsx}'],
            setupFiles: ['src/web/fixtures/startClean.ts'],
            sequence: { groupOrder: 1 },
            browser: {
              enabled: true,
              isolate: false,
              headless: true,
              // With a cold cache, Vite bundles all packages before the browser can connect.
              connectTimeout: 180_000,
              screenshotFailures: false,
              provider: playwright({
                launchOptions: { executablePath: browserPath() ?? '', args: browserArguments() },
              }),
              instances: [{ browser: 'chromium' }],
            },
          },
        },
      ],
    },
  };
});
