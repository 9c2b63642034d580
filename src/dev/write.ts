import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { fileWriters, pageWriters, type AnyWriter } from './writers.ts';

/*
 * `npm run write -- <name>` runs this file, which runs one writer with the rest of the command line as its options.
 * `npm run docs:write -- <name>` adds `--pages`: then the writers are those of the pages, and without a name all of them run.
 */

const isForPages = process.argv[2] === '--pages';
const writers: readonly AnyWriter[] = isForPages ? pageWriters : fileWriters;
const [name, ...options] = process.argv.slice(isForPages ? 3 : 2);

async function runWriter({ work }: AnyWriter): Promise<void> {
  if (typeof work === 'function') {
    for (const { path, text } of await work()) writeFileSync(path, text);
    return;
  }
  const command = ['--import', 'tsx', work, ...options];
  const { status } = spawnSync(process.execPath, command, { stdio: 'inherit' });
  if (status !== 0) process.exitCode = status ?? 1;
}

const chosen = writers.filter((writer) => writer.name === name || (isForPages && name === undefined));
for (const writer of chosen) await runWriter(writer);
if (chosen.length === 0) {
  if (name !== undefined) console.error(`There is nothing to write by the name ${name}.`);
  console.log(`npm run ${isForPages ? 'docs:write' : 'write'} -- <name>, where the name is one of these:`);
  for (const { name: known, writes } of writers) console.log(`  ${known.padEnd(12)} writes ${writes}`);
  process.exitCode = name === undefined ? 0 : 2;
}
