import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { createTestFolder } from '../server/fixtures/testFolder.ts';

const root = resolve(import.meta.dirname, '../..');
const readRepositoryFile = (file: string): string => readFileSync(join(root, file), 'utf8');

test('S15: npm runs no install script of a package, neither on this machine nor in the image', () => {
  expect(readRepositoryFile('.npmrc')).toMatch(/^ignore-scripts=true$/m);
  for (const [line] of readRepositoryFile('Dockerfile').matchAll(/^.*\bnpm (?:ci|i|install)\b.*$/gm))
    expect(line).toContain('--ignore-scripts');
});

test('S15: the Dockerfile accepts only base images that are named by digest', () => {
  const dockerfile = readRepositoryFile('Dockerfile');
  // `NODE_IMAGE` has no default, because its digest would soon be out of date.
  expect(dockerfile).toMatch(/^ARG NODE_IMAGE$/m);
  const baseImages = [...dockerfile.matchAll(/^FROM (\S+)/gm)].map(([, base]) => base);
  expect(new Set(baseImages)).toEqual(new Set(['${NODE_IMAGE}', '${PREVIOUS_IMAGE}']));
  const isAccepted = (argument: 'NODE_IMAGE' | 'PREVIOUS_IMAGE', image: string): boolean => {
    const [, check] = new RegExp(`^RUN (case "\\$${argument}" in .+ esac)$`, 'm').exec(dockerfile) ?? [];
    if (check === undefined) throw new Error(`The Dockerfile does not check ${argument}.`);
    try {
      execFileSync('sh', ['-c', check], { env: { [argument]: image }, stdio: 'ignore' });
      return true;
    } catch {
      return false;
    }
  };
  const digest = `sha256:${'0a'.repeat(32)}`;
  for (const argument of ['NODE_IMAGE', 'PREVIOUS_IMAGE'] as const) {
    expect(isAccepted(argument, `fabrikam.azurecr.io/image:1@${digest}`)).toBe(true);
    for (const image of ['', 'image:1', 'image@sha256:', `image@sha512:${'0a'.repeat(32)}`])
      expect(isAccepted(argument, image), `${argument}=${image}`).toBe(false);
  }
  // The first image has no previous one.
  expect(isAccepted('PREVIOUS_IMAGE', 'no-previous-image')).toBe(true);
});

test('the workflow names each action by its commit, and says which version that is', () => {
  const uses = [...readRepositoryFile('.github/workflows/ci.yml').matchAll(/\buses: (.+)$/gm)];
  expect(uses.length).toBeGreaterThan(0);
  for (const [, action] of uses) expect(action).toMatch(/^[\w-]+\/[\w-]+@[\da-f]{40} # v\d+\.\d+\.\d+$/);
});

test('S15: the bill of materials lists, with hashes, what runs in production, and no development tool', () => {
  const file = join(createTestFolder(), 'sbom.json');
  const command = ['--import', 'tsx', 'src/dev/sbom.ts', file];
  execFileSync(process.execPath, command, { cwd: root, stdio: 'ignore' });
  const bill = JSON.parse(readFileSync(file, 'utf8')) as {
    bomFormat: string;
    metadata: { component: { name: string } };
    components: { name: string; hashes?: unknown[] }[];
  };
  expect([bill.bomFormat, bill.metadata.component.name]).toEqual(['CycloneDX', 'switchboard']);
  const names = bill.components.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(Object.keys(packageJson.dependencies)));
  expect(names).not.toContain('vitest');
  expect(bill.components.filter(({ hashes }) => !hashes?.length)).toEqual([]);
});
