import { spawnSync } from 'node:child_process';
import { longParts } from './parts.ts';

/**
 * `npm run test:long` runs every part of `parts.ts`, `npm run test:long -- tokens faults` only these. It prints how long
 * each took, and fails when one failed.
 */
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !longParts.some((part) => part.name === name));
if (unknown.length > 0) {
  console.error(
    `There is no part ${unknown.join(', ')}. The parts: ${longParts.map(({ name }) => name).join(', ')}.`,
  );
  process.exit(2);
}
const parts = longParts.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
const total = parts.reduce((sum, { minutes }) => sum + minutes, 0);
console.log(`${parts.map(({ name }) => name).join(', ')}: about ${total} minutes`);

const results = parts.map(({ name, command, env }) => {
  const startedAt = Date.now();
  const { status } = spawnSync(command, { shell: true, stdio: 'inherit', env: { ...process.env, ...env } });
  return { name, status, minutes: (Date.now() - startedAt) / 60_000 };
});

console.log('');
for (const { name, status, minutes } of results)
  console.log(`${status === 0 ? 'passed' : 'FAILED'}  ${name.padEnd(12)} ${minutes.toFixed(1)} min`);
process.exitCode = results.every(({ status }) => status === 0) ? 0 : 1;
