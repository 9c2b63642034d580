import { spawnSync } from 'node:child_process';
import { longParts, playwright, type LongPart } from './parts.ts';

/**
 * The program of `npm run test:long`, which runs every test suite of `parts.ts`. `npm run test:long -- tokens faults` runs only
 * the two named suites, and `--help` lists the suites. The program prints how long they took, and fails if a suite failed.
 */
const wantedNames = process.argv.slice(2);
const isHelpWanted = wantedNames.includes('--help');
const unknownNames = wantedNames.filter((name) => !longParts.some((part) => part.name === name));
if (unknownNames.length > 0) {
  if (!isHelpWanted) console.error(`There is no part ${unknownNames.join(', ')}.`);
  console.log('The parts of npm run test:long:');
  for (const { name, minutes, tests } of longParts)
    console.log(`  ${name.padEnd(14)} ${String(minutes).padStart(3)} min  ${tests}`);
  process.exit(isHelpWanted ? 0 : 2);
}
const parts = longParts.filter(({ name }) => wantedNames.length === 0 || wantedNames.includes(name));
const totalMinutes = parts.reduce((sum, { minutes }) => sum + minutes, 0);
console.log(`${parts.map(({ name }) => name).join(', ')}: about ${totalMinutes} minutes`);

// All projects of Playwright run together, so that their tests share the builds and the workers.
const projects = parts.filter(({ command }) => command === undefined).map(({ name }) => name);
const suites: Pick<LongPart, 'name' | 'command' | 'env'>[] = parts.filter(({ command }) => command);
if (projects.length > 0)
  suites.unshift({ name: projects.join(', '), command: `${playwright} ${projects.join(' --project ')}` });

const results = suites.map(({ name, command = '', env }) => {
  const startedAt = Date.now();
  const { status } = spawnSync(command, { shell: true, stdio: 'inherit', env: { ...process.env, ...env } });
  return { name, status, minutes: (Date.now() - startedAt) / 60_000 };
});

console.log('');
for (const { name, status, minutes } of results)
  console.log(`${status === 0 ? 'passed' : 'FAILED'}  ${name.padEnd(12)} ${minutes.toFixed(1)} min`);
process.exitCode = results.every(({ status }) => status === 0) ? 0 : 1;
