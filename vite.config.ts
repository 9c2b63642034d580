import react from '@vitejs/plugin-react';
import { playwright } from '@vitest/browser-playwright';
import { readFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import packageJson from './package.json' with { type: 'json' };
import { browserPath, browserArguments } from './tests/support/browser.ts';
import { secondTries } from './tests/support/secondTries.ts';

const here = import.meta.dirname;

const versions = {
  __APP_VERSION__: JSON.stringify(packageJson.version),
  __SDK_VERSION__: JSON.stringify(packageJson.dependencies['@azure/communication-calling']),
};

/**
 * Names one build, so that a page can tell that a newer one was deployed: the app holds the id as `__BUILD_ID__`, and
 * `/version.json` beside it names the build that is deployed now. `BUILD_ID` sets it. In development there is none.
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

const englishFile = resolve(here, 'public/locales/en.json');
const englishModule = '\0english';

/** The app imports the English words from `public`, which Vite's dev server warns of unless they have another name. */
const englishWords: Plugin = {
  name: 'english-words',
  enforce: 'pre',
  resolveId: (source) => (source.endsWith('public/locales/en.json') ? englishModule : null),
  load(id) {
    if (id !== englishModule) return null;
    this.addWatchFile(englishFile);
    return `export default ${readFileSync(englishFile, 'utf8')}`;
  },
};

/** The stand-in must not end up where the product is served from, whatever `--outDir` says. */
const emulatedElsewhere: Plugin = {
  name: 'emulated-elsewhere',
  apply: (_config, { mode }) => isEmulated(mode),
  configResolved({ command, root, build }) {
    const place = relative(resolve(root, 'dist'), resolve(root, build.outDir));
    if (command === 'build' && !place.startsWith('..'))
      throw new Error(
        `"${build.outDir}" is the product's folder; a build with the emulator needs another one.`,
      );
  },
};

/** Fluent, MSAL and friends are found through lazy chunks; naming them spares the dev server a second pass. */
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
  '@fluentui/react-icons/svg/star',
  '@testing-library/react',
];

/**
 * The one place where a build decides which Calling SDK it gets: modes `emulator` and `test` put the stand-in
 * where `src/web/calling/sdk/sdk.ts` imports the SDK; every other mode bundles @azure/communication-calling. The mark
 * "Emulator" and a folder of its own come with the stand-in: no configuration can take them away.
 */
const isEmulated = (mode: string): boolean => mode === 'emulator' || mode === 'test';

/** The page that takes in Entra's answers is an entry, too, and shares sign-in's library with later chunks. */
const isOfFirstScreen = (module: string): boolean => !/@azure|redirect/.test(module);

export default defineConfig(({ command, mode }) => {
  const emulated = isEmulated(mode);
  return {
    plugins: [react(), englishWords, versionFile, emulatedElsewhere],
    // The token service replaces this placeholder with a fresh value in every page it serves.
    html: { cspNonce: '__CSP_NONCE__' },
    resolve: {
      alias: emulated ? { '@azure/communication-calling': resolve(here, 'src/emulator/sdk/index.ts') } : {},
    },
    define: {
      ...versions,
      __STAND_IN__: JSON.stringify(emulated ? 'Emulator' : ''),
      __BUILD_ID__: JSON.stringify(command === 'build' ? buildId : ''),
      ...(emulated && {
        __EMULATOR_ORIGIN__: JSON.stringify(process.env.EMULATOR_ORIGIN ?? 'http://localhost:5174'),
      }),
    },
    optimizeDeps: { include: prebundled },
    build: {
      outDir: emulated ? '.cache/emulated' : 'dist/web',
      emptyOutDir: true,
      // Every browser that can place these calls knows `modulepreload`.
      modulePreload: { polyfill: false },
      sourcemap: true,
      target: 'es2023',
      license: { fileName: 'third-party-notices.md' },
      // The Calling SDK alone is 7.4 MB raw, in a chunk of its own that nobody can split.
      chunkSizeWarningLimit: 8000,
      rolldownOptions: {
        input: ['index.html', 'redirect.html'].map((page) => resolve(here, page)),
        output: {
          // What the first screen needs is one file: each answer has half a KiB of headers of its own.
          codeSplitting: { groups: [{ name: 'first', tags: ['$initial'], test: isOfFirstScreen }] },
        },
      },
    },
    test: {
      // Only a fault takes so long; a busy machine does not.
      testTimeout: 20_000,
      expect: { poll: { timeout: 10_000 } },
      // Real media, sockets and processes are late now and then on a shared machine.
      retry: process.env.CI ? 1 : 0,
      reporters: ['default', secondTries()],
      projects: [
        {
          extends: true,
          test: {
            name: 'unit',
            environment: 'node',
            include: ['src/**/*.test.ts', 'tests/{architecture,contract,support}/**/*.test.ts'],
            exclude: ['**/*.browser.test.ts', 'tests/contract/calling/**'],
          },
        },
        {
          // Node drives browser pages that call each other.
          extends: true,
          test: {
            name: 'calling',
            environment: 'node',
            include: ['tests/contract/calling/**/*.test.ts'],
            // One browser, one module, and every import once for all files.
            globalSetup: 'tests/support/calling/globalSetup.ts',
            isolate: false,
            maxWorkers: 2,
            // Vitest wants projects with another number of workers in a group of their own.
            sequence: { groupOrder: 1 },
          },
        },
        {
          extends: true,
          test: {
            name: 'browser',
            include: ['{src,tests}/**/*.browser.test.{ts,tsx}'],
            browser: {
              enabled: true,
              headless: true,
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
