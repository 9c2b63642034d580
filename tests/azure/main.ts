import { existsSync } from 'node:fs';
import { runCommand } from './hour.ts';

// The program of `npm run azure:hour`, which README.md in this folder describes. The settings come from the environment, and from
// the file `.env` if there is one.
if (existsSync('.env')) process.loadEnvFile('.env');
process.exitCode = await runCommand(process.argv.slice(2), process.env, (line) => console.log(line)).catch(
  (error: unknown) => {
    // The message could quote a token only if a library put it there, so nothing but its first line is printed.
    const [firstLine = ''] = String(error instanceof Error ? error.message : error).split('\n');
    console.error(`The hour ended unexpectedly: ${firstLine.replace(/eyJ[\w.-]+/g, '‹token›')}`);
    return 2 as const;
  },
);
