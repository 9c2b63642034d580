import { spawnSync } from 'node:child_process';
import { readAudit } from './auditResult.ts';

/*
 * CI runs this file, which asks the npm registry for known vulnerabilities of the packages in production. `npm ci` asks, too,
 * but says nothing if the registry does not answer.
 */

const { stdout } = spawnSync('npm', ['audit', '--omit=dev', '--json'], { encoding: 'utf8' });
const { text, exitCode } = readAudit(stdout);
console.log(text);
process.exitCode = exitCode;
