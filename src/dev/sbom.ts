import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/*
 * `npm run write -- sbom` runs this file. It writes `dist/sbom.cdx.json`: the software bill of materials (CycloneDX) of the
 * packages that run in production. It reads only the lock file. `npm run write -- sbom <file>` writes another file.
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

const options = ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only'];
const text = execFileSync('npm', options, {
  encoding: 'utf8',
  maxBuffer: 100_000_000,
  shell: process.platform === 'win32',
});
const bill = JSON.parse(text) as Bill;
const lockFile = JSON.parse(readFileSync('package-lock.json', 'utf8')) as LockFile;

// npm's option `--omit dev` is not usable: npm 11 then leaves out React and zod, because development tools need them as well.
// The name of a package follows the last `node_modules/` (13 characters) of its path.
const productionPackages = new Set(
  Object.entries(lockFile.packages)
    .filter(([, { dev }]) => !dev)
    .map(([path, { version }]) => `${path.slice(path.lastIndexOf('node_modules/') + 13)}@${version}`),
);
const components = bill.components.filter(({ name, version }) =>
  productionPackages.has(`${name}@${version}`),
);
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
// npm uses the name of the folder as the name of the application.
bill.metadata.component.name = lockFile.name;
mkdirSync(dirname(file), { recursive: true });
writeFileSync(file, `${JSON.stringify({ ...bill, components, dependencies }, null, 2)}\n`);
console.log(`${file} lists ${components.length} packages.`);
