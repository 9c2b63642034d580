import { existsSync } from 'node:fs';
import { examine } from './examine.ts';
import { table } from './table.ts';

// `npm run doctor [-- https://address.of.the.app]`, and `node dist/server/doctor.js` beside the built service: the settings of
// the environment, and of `.env` where there is one.
if (existsSync('.env')) process.loadEnvFile('.env');
const findings = await examine({ env: process.env, origin: process.argv[2]?.replace(/\/$/, '') });
process.stdout.write(table(findings));
process.exitCode = findings.some(({ verdict }) => verdict === 'fail') ? 1 : 0;
