import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, inject, test } from 'vitest';
import { installedFolder, runInProject, writeFiles } from './support/project.ts';

test('npm installs the package beside a beta of the Calling SDK', () => {
  const name = '@azure/communication-calling';
  const version = '2.1.0-beta.1';
  const beta = writeFiles('beta-sdk', { 'package.json': JSON.stringify({ name, version }) });
  expect(runInProject('npm', ['pack', '--silent'], beta)).toMatchObject({ status: 0 });
  const dependencies = {
    [name]: `file:../beta-sdk/azure-communication-calling-${version}.tgz`,
    'acs-calling-emulator': `file:${inject('tarball')}`,
  };
  const app = writeFiles('beta-app', { 'package.json': JSON.stringify({ private: true, dependencies }) });
  // The package has no dependencies, so npm needs nothing from the registry.
  const install = ['install', '--offline', '--no-audit', '--no-fund'];
  expect(runInProject('npm', install, app)).toMatchObject({ status: 0 });
  expect(existsSync(join(app, 'node_modules/acs-calling-emulator/main.js'))).toBe(true);
}, 120_000);

test('the package’s page on npm links to the project, and the manifest has types', () => {
  const manifest = JSON.parse(readFileSync(join(installedFolder, 'package.json'), 'utf8')) as object;
  const project = 'https://github.com/fabrikam/switchboard';
  expect(manifest).toMatchObject({
    repository: { type: 'git', url: `git+${project}.git` },
    homepage: `${project}#readme`,
    bugs: { url: `${project}/issues` },
    types: './types/index.d.ts',
  });
});

const pages = readdirSync(installedFolder).filter((file) => file.endsWith('.md'));
const readPage = (page: string) => readFileSync(join(installedFolder, page), 'utf8');
const readLinks = (page: string) =>
  [...readPage(page).matchAll(/\]\((?!#)([^)#]+)[^)]*\)/g)].map(([, target = '']) => target);

test('the README, which npm shows on a website, has no relative links', () => {
  const links = readLinks('README.md');
  expect(links.length).toBeGreaterThan(5);
  expect(links.filter((target) => !target.startsWith('https://'))).toEqual([]);
});

test.each(pages)('%s links only to files of the package, and speaks of no repository', (page) => {
  const links = readLinks(page).filter((target) => !/^https?:/.test(target));
  expect(links.filter((target) => !existsSync(join(installedFolder, target)))).toEqual([]);
  expect(readPage(page)).not.toMatch(/this\s+repository/);
});

interface Manifest {
  readonly bin: Readonly<Record<string, string>>;
  readonly main: string;
  readonly types: string;
  readonly exports: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
  readonly typesVersions: { readonly '*': Readonly<Record<string, readonly string[]>> };
}

test('every path of the manifest is a file, conditions begin with types, and the command has a shebang', () => {
  const readInstalled = (path: string) => readFileSync(join(installedFolder, path), 'utf8');
  const { bin, main, types, exports, typesVersions } = JSON.parse(readInstalled('package.json')) as Manifest;
  const targets = Object.values(exports).flatMap((target) =>
    typeof target === 'string' ? [target] : Object.values(target),
  );
  const paths = [main, types, ...Object.values(bin), ...targets, ...Object.values(typesVersions['*']).flat()];
  expect(paths.filter((path) => !existsSync(join(installedFolder, path)))).toEqual([]);
  for (const target of Object.values(exports))
    if (typeof target !== 'string') expect(Object.keys(target)[0]).toBe('types');
  expect(readInstalled(bin['acs-calling-emulator'] ?? '').startsWith('#!/usr/bin/env node\n')).toBe(true);
});

test('npm would publish the package as it is', () => {
  const { status, stderr } = runInProject('npm', [
    'publish',
    inject('tarball'),
    '--dry-run',
    '--no-provenance',
  ]);
  expect([status, stderr]).toEqual([0, expect.stringContaining('acs-calling-emulator@0.3.0')]);
  // npm corrects faults of a manifest, and warns.
  expect(stderr).not.toMatch(/auto-corrected|npm error/);
}, 60_000);
