import { scenarios } from '../contract/calling/scenarios/list.ts';
import { liveCheck } from './liveCheck.ts';
import { startStandIn } from './standIn.ts';

/**
 * `npm run test:azure`: see README.md beside this file. `--stand-in` points the same variables at the emulator;
 * `--allow-missing` exits with 0 where nothing could be run.
 */
const options = new Set(process.argv.slice(2));
const standIn = options.has('--stand-in') ? await startStandIn() : null;
if (standIn)
  console.log('This is the local stand-in, NOT Azure: it shows that the check works, and nothing else.');
const code = await liveCheck(standIn?.env ?? process.env, scenarios, (line) => console.log(line));
await standIn?.close();
process.exitCode = code === 2 && options.has('--allow-missing') ? 0 : code;
