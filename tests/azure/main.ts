import { scenarios } from '../contract/calling/scenarios/list.ts';
import { liveCheck } from './liveCheck.ts';
import { startStandIn } from './standIn.ts';

/**
 * `npm run test:azure`: see README.md in this folder. `--stand-in` runs the check on the emulator instead of Azure.
 * `--allow-missing` exits with 0 if nothing could run.
 */
const options = new Set(process.argv.slice(2));
const standIn = options.has('--stand-in') ? await startStandIn() : null;
if (standIn) console.log('This is the local emulator, NOT Azure: it shows only that the check itself works.');
const code = await liveCheck(standIn?.env ?? process.env, scenarios, (line) => console.log(line));
await standIn?.close();
process.exitCode = code === 2 && options.has('--allow-missing') ? 0 : code;
