import { existsSync } from 'node:fs';
import { examineSetup } from './examineSetup.ts';
import { formatTable } from './finding.ts';

// The doctor checks the set-up of the service and prints a table. The command is
// `npm run doctor [-- https://address.of.the.app]`, or `node dist/server/doctor.js` next to the built service. The
// settings come from the environment, and from the file `.env` if there is one.
if (existsSync('.env')) process.loadEnvFile('.env');
const findings = await examineSetup({ env: process.env, origin: process.argv[2]?.replace(/\/$/, '') });
process.stdout.write(formatTable(findings));
process.exitCode = findings.some(({ verdict }) => verdict === 'fail') ? 1 : 0;
