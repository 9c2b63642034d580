import { existsSync } from 'node:fs';
import { examineSetup } from './examineSetup.ts';
import { formatTable } from './finding.ts';

// The doctor checks the set-up of the service, and prints a table. `npm run doctor [-- https://address.of.the.app]` runs it, or
// `node dist/server/doctor.js` beside the built service. The settings come from the environment and from the file `.env`.
if (existsSync('.env')) process.loadEnvFile('.env');
const findings = await examineSetup({ env: process.env, origin: process.argv[2]?.replace(/\/$/, '') });
process.stdout.write(formatTable(findings));
process.exitCode = findings.some(({ verdict }) => verdict === 'fail') ? 1 : 0;
