import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, inject, test } from 'vitest';
import { pageCode, setUpBrowser } from './support/echoPage.ts';
import { fetchToken, readExample, runInProject, startCommand, startInProject } from './support/project.ts';

// Runs the recipes for frameworks, each in a project of its own. They install hundreds of packages, so only the part `frameworks` of
// `npm run test:long` runs them.

const readRecipe = (name: string) => readExample(name, 'emulator-recipes.md');
const installTimeoutMs = 600_000;

/** Creates a project beside the others, outside the folder in which the package is installed already. @returns its folder. */
function createProject(
  name: string,
  packages: Readonly<Record<string, string>>,
  files: Readonly<Record<string, string>>,
) {
  const folder = join(dirname(inject('tarball')), name);
  const dependencies = {
    '@azure/communication-calling': '2.0.0',
    '@azure/communication-common': '2.5.0',
    'acs-calling-emulator': `file:${inject('tarball')}`,
    ...packages,
  };
  for (const [path, text] of Object.entries({
    'package.json': JSON.stringify({ private: true, dependencies }),
    ...files,
  })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const install = ['install', '--no-audit', '--no-fund', '--prefer-offline'];
  expect(runInProject('npm', install, folder)).toMatchObject({ status: 0 });
  return folder;
}

/** What a component does once it is shown. */
const callEcho = `async function callEcho() {\n${pageCode.replaceAll(/^import .*\n/gm, '')}}`;
const imports = pageCode.match(/^import .*$/gm)?.join('\n') ?? '';

describe.runIf(process.env['FRAMEWORKS'])('an app calls Echo', () => {
  const { expectCall } = setUpBrowser();

  test(
    'with Next.js',
    async () => {
      const emulator = await startCommand();
      const cwd = createProject(
        'next-app',
        { next: '16.4.6', react: '19.3.1', 'react-dom': '19.3.1' },
        {
          'next.config.mjs': readRecipe('next.config.mjs'),
          'instrumentation-client.js': readRecipe('instrumentation-client.js'),
          'app/layout.jsx':
            'export default ({ children }) => <html lang="en"><body>{children}</body></html>;',
          'app/page.jsx': `'use client';\n${imports}\nimport { useEffect } from 'react';\n${callEcho}
        // In development, React runs an effect twice, and a page may create only one agent.
        let call; export default function Page() { useEffect(() => void (call ??= callEcho()), []); return <p>Echo</p>; }`,
        },
      );
      const env = { NEXT_PUBLIC_ACS_EMULATOR: emulator.readValue('emulator'), NEXT_TELEMETRY_DISABLED: '1' };
      await startInProject('npx', ['next', 'dev', '--port', '28771'], /Ready in/, { cwd, env });
      // Next compiles the page at its first request, which may take longer than a page may load.
      await fetch('http://localhost:28771/');
      await expectCall('http://localhost:28771/', await fetchToken(emulator));
    },
    installTimeoutMs,
  );

  test(
    'with Angular, whose compiler knows the types',
    async () => {
      const emulator = await startCommand();
      const version = '20.3.35';
      const angular = ['core', 'common', 'compiler', 'platform-browser'].map((name) => [
        `@angular/${name}`,
        version,
      ]);
      const tools = ['build', 'cli'].map((name) => [`@angular/${name}`, '20.3.41']);
      const configuration = JSON.parse(
        readRecipe('angular.json').replaceAll('http://localhost:5174', emulator.readValue('emulator')),
      ) as object;
      const cwd = createProject(
        'angular-app',
        {
          ...(Object.fromEntries([...angular, ...tools]) as Record<string, string>),
          '@angular/compiler-cli': version,
          rxjs: '7.8.2',
          tslib: '2.8.1',
          typescript: '5.9.3',
          'zone.js': '0.15.1',
        },
        {
          'angular.json': JSON.stringify({
            version: 1,
            cli: { analytics: false },
            projects: {
              app: {
                projectType: 'application',
                root: '',
                sourceRoot: 'src',
                architect: {
                  build: {
                    builder: '@angular/build:application',
                    options: {
                      browser: 'src/main.ts',
                      index: 'src/index.html',
                      polyfills: ['zone.js'],
                      tsConfig: 'tsconfig.app.json',
                    },
                    configurations: configuration,
                  },
                  serve: {
                    builder: '@angular/build:dev-server',
                    configurations: { emulator: { buildTarget: 'app:build:emulator' } },
                  },
                },
              },
            },
          }),
          'tsconfig.app.json': JSON.stringify({
            compilerOptions: {
              target: 'ES2022',
              module: 'preserve',
              strict: true,
              skipLibCheck: true,
              experimentalDecorators: true,
              types: [],
            },
            files: ['src/main.ts'],
          }),
          'tsconfig.emulator.json': readRecipe('tsconfig.emulator.json'),
          'src/index.html':
            '<!doctype html><html lang="en"><head><title>Ring</title></head><body><app-root></app-root></body></html>',
          'src/main.ts': `${imports}
          import { Component } from '@angular/core';
          import { bootstrapApplication } from '@angular/platform-browser';
          ${callEcho.replace("prompt('Token')", "prompt('Token') ?? ''")}
          @Component({ selector: 'app-root', template: 'Echo' }) class App {}
          void bootstrapApplication(App).then(callEcho);`,
        },
      );
      const args = 'ng serve --configuration emulator --port 28772'.split(' ');
      const env = { NG_CLI_ANALYTICS: 'false' };
      await startInProject('npx', args, /Local:.*28772/, { cwd, env });
      await expectCall('http://localhost:28772/', await fetchToken(emulator));
    },
    installTimeoutMs,
  );

  test(
    'with Create React App',
    async () => {
      const emulator = await startCommand();
      const cwd = createProject(
        'react-app',
        { '@craco/craco': '7.1.0', react: '18.3.1', 'react-dom': '18.3.1', 'react-scripts': '5.0.1' },
        {
          'craco.config.js': readRecipe('craco.config.js'),
          'public/index.html':
            '<!doctype html><html lang="en"><head><title>Ring</title></head><body><div id="root"></div></body></html>',
          'src/index.js': `${imports}\n${callEcho}\ncallEcho();`,
        },
      );
      const env = { ACS_EMULATOR: emulator.readValue('emulator'), PORT: '28773', BROWSER: 'none', CI: '' };
      await startInProject('npx', ['craco', 'start'], /Compiled|compiled/, { cwd, env });
      await expectCall('http://localhost:28773/', await fetchToken(emulator));
    },
    installTimeoutMs,
  );
});
