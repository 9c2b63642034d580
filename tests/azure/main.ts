import { scenarios } from '../contract/calling/scenarios/list.ts';
import { runAzureLiveCheck } from './liveCheck.ts';
import { startStandIn } from './standIn.ts';

/**
 * The program of `npm run test:azure`, which README.md in this folder describes. With `--stand-in` it runs the check on the
 * emulator instead of Azure. With `--allow-missing` it exits with 0 if no check could run because
 * environment variables are missing.
 */
const options = new Set(process.argv.slice(2));
const standIn = options.has('--stand-in') ? await startStandIn() : null;
if (standIn) console.log('This is the local emulator, NOT Azure: it shows only that the check itself works.');
const exitCode = await runAzureLiveCheck(standIn?.env ?? process.env, scenarios, (line) => console.log(line));
await standIn?.close();
const areSettingsMissing = exitCode === 2;
process.exitCode = areSettingsMissing && options.has('--allow-missing') ? 0 : exitCode;
