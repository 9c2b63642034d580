import { existsSync } from 'node:fs';
import { examine } from './examine.ts';
import { table } from './table.ts';

// Run by `npm run doctor [-- https://address.of.the.app]`, or by `node dist/server/doctor.js` next to the built
// service. Settings come from the environment and from `.env`, if there is one.
if (existsSync('.env')) process.loadEnvFile('.env');
const findings = await examine({ env: process.env, origin: process.argv[2]?.replace(/\/$/, '') });
process.stdout.write(table(findings));
process.exitCode = findings.some(({ verdict }) => verdict === 'fail') ? 1 : 0;
