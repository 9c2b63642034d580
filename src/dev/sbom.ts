import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/*
 * `npm run write -- sbom` runs this file. It reads from the lock file which packages run in production, and writes their
 * software bill of materials (CycloneDX) to `dist/sbom.cdx.json`. `npm run write -- sbom <file>` writes to `<file>` instead.
 */

const file = process.argv[2] ?? 'dist/sbom.cdx.json';

interface Bill {
  metadata: { component: { name: string } };
  components: { name: string; version: string; 'bom-ref': string }[];
  dependencies: { ref: string; dependsOn: string[] }[];
}
interface LockFile {
  name: string;
  packages: Record<string, { version?: string; dev?: boolean }>;
}

const command = ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only'];
const options = { encoding: 'utf8', maxBuffer: 100_000_000, shell: process.platform === 'win32' } as const;
const bill = JSON.parse(execFileSync('npm', command, options)) as Bill;
const lockFile = JSON.parse(readFileSync('package-lock.json', 'utf8')) as LockFile;

// npm's option `--omit dev` is not usable: npm 11 then leaves out React and zod, because development tools need them as well.
const productionIds = new Set(
  Object.entries(lockFile.packages)
    .filter(([, { dev }]) => !dev)
    .map(([path, { version }]) => `${path.split('node_modules/').at(-1)}@${version}`),
);
const components = bill.components.filter(({ name, version }) => productionIds.has(`${name}@${version}`));
// The first entry of the dependencies is the application itself.
const includedRefs = new Set([
  ...components.map((component) => component['bom-ref']),
  bill.dependencies[0]?.ref,
]);
const dependencies = bill.dependencies
  .filter(({ ref }) => includedRefs.has(ref))
  .map(({ ref, dependsOn }) => ({
    ref,
    dependsOn: dependsOn.filter((dependency) => includedRefs.has(dependency)),
  }));
// npm names the application after its folder.
bill.metadata.component.name = lockFile.name;
mkdirSync(dirname(file), { recursive: true });
writeFileSync(file, `${JSON.stringify({ ...bill, components, dependencies }, null, 2)}\n`);
console.log(`${file} lists ${components.length} packages.`);
