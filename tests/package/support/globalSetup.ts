import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, realpath, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { TestProject } from 'vitest/node';
import packageJson from '../../../package.json' with { type: 'json' };

/** Vitest runs this once before all tests of the package: builds it, packs it, and installs the tarball in an empty project. */

const run = promisify(execFile);
const root = resolve(import.meta.dirname, '../../..');
/** An install fetches about 40 packages. The registry is sometimes slow. */
const installTimeoutMs = 120_000;

/** The variables from which the build learns the project's address, as in a GitHub Actions job. */
const jobVariables = {
  GITHUB_ACTIONS: 'true',
  GITHUB_SERVER_URL: 'https://github.com',
  GITHUB_REPOSITORY: 'fabrikam/switchboard',
};

/** The public packages of the project, beside the tarball. Most have the version that this repository uses. */
const { dependencies, devDependencies } = packageJson;
const publicPackages = {
  '@azure/communication-calling': dependencies['@azure/communication-calling'],
  '@azure/communication-common': dependencies['@azure/communication-common'],
  '@azure/communication-identity': dependencies['@azure/communication-identity'],
  '@azure/msal-browser': dependencies['@azure/msal-browser'],
  '@playwright/test': devDependencies['@playwright/test'],
  '@types/node': devDependencies['@types/node'],
  '@microsoft/microsoft-graph-client': '3.0.7',
  '@vitest/browser-playwright': devDependencies['@vitest/browser-playwright'],
  esbuild: '0.28.2',
  'happy-dom': '20.14.6',
  typescript: devDependencies.typescript,
  // The last version that has `moduleResolution: node10`.
  'typescript-5': 'npm:typescript@5.9.3',
  vite: devDependencies.vite,
  vitest: devDependencies.vitest,
  webpack: '5.113.0',
};

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder of the project in which the tarball is installed. */
    projectFolder: string;
    tarball: string;
    tarballBytes: number;
  }
}

let folder: string;

export async function setup({ provide }: TestProject): Promise<void> {
  // The real path, because Vite compares paths, and the temporary folder may be a link.
  folder = await realpath(await mkdtemp(join(tmpdir(), 'emulator-package-')));
  const built = join(folder, 'built');
  await run(process.execPath, ['--import', 'tsx', 'src/dev/emulator-package/build.ts', built], {
    cwd: root,
    env: { ...process.env, ...jobVariables },
  });
  const { stdout } = await run('npm', ['pack', '--json', '--pack-destination', folder], { cwd: built });
  const [{ filename }] = JSON.parse(stdout) as [{ filename: string }];
  const tarball = join(folder, filename);
  const projectFolder = join(folder, 'project');
  await mkdir(projectFolder);
  const packages = { ...publicPackages, 'acs-calling-emulator': `file:${tarball}` };
  const project = { private: true, type: 'module', devDependencies: packages };
  await writeFile(join(projectFolder, 'package.json'), JSON.stringify(project));
  const install = ['install', '--no-audit', '--no-fund', '--prefer-offline'];
  await run('npm', install, { cwd: projectFolder, timeout: installTimeoutMs });
  provide('projectFolder', projectFolder);
  provide('tarball', tarball);
  provide('tarballBytes', (await stat(tarball)).size);
}

export const teardown = (): Promise<void> => rm(folder, { recursive: true });
