import { existsSync } from 'node:fs';
import { runExtension } from './runExtension.ts';

// `npm run extension` runs this file. The settings come from the environment and from the file `.env`, as those of the doctor do.
if (existsSync('.env')) process.loadEnvFile('.env');
process.exitCode = await runExtension(process.argv.slice(2), {
  env: process.env,
  print: (line) => process.stdout.write(`${line}\n`),
  printFault: (text) => process.stderr.write(`${text}\n`),
});
