import { spawnSync } from 'node:child_process';
import { readAudit } from './auditResult.ts';

/*
 * CI runs this file. It asks the npm registry for known vulnerabilities of the packages that run in production.
 * `npm audit` alone may end without an answer of the registry, and `npm ci` then says nothing.
 */

const { stdout } = spawnSync('npm', ['audit', '--omit=dev', '--json'], { encoding: 'utf8' });
const { text, exitCode } = readAudit(stdout);
console.log(text);
process.exitCode = exitCode;
