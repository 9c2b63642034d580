import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Run by `npm run sbom`: writes the software bill of materials (CycloneDX) of the packages that run in
 * production to `dist/sbom.cdx.json`, from the lock file alone. `npm run sbom -- <file>` writes it elsewhere.
 */
const file = process.argv[2] ?? 'dist/sbom.cdx.json';

interface Bill {
  metadata: { component: { name: string } };
  components: { name: string; version: string; 'bom-ref': string }[];
  dependencies: { ref: string; dependsOn: string[] }[];
}
interface Lock {
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
const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as Lock;

// Not `--omit dev`: npm 11 then leaves out React and zod, which development tools need as well.
const isUsed = new Set(
  Object.entries(lock.packages)
    .filter(([, { dev }]) => !dev)
    .map(([path, { version }]) => `${path.slice(path.lastIndexOf('node_modules/') + 13)}@${version}`),
);
const components = bill.components.filter(({ name, version }) => isUsed.has(`${name}@${version}`));
const refs = new Set([...components.map((component) => component['bom-ref']), bill.dependencies[0]?.ref]);
const dependencies = bill.dependencies
  .filter(({ ref }) => refs.has(ref))
  .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((other) => refs.has(other)) }));
// npm uses the name of the folder here.
bill.metadata.component.name = lock.name;
mkdirSync(dirname(file), { recursive: true });
writeFileSync(file, `${JSON.stringify({ ...bill, components, dependencies }, null, 2)}\n`);
console.log(`${file} lists ${components.length} packages.`);
