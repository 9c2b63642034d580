import { execFileSync } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { chromium } from 'playwright';
import { builtOrigin, emulatedBuild } from '../support/system.ts';
import { people } from '../support/app/appTest.ts';
import { browserArguments, browserPath } from '../support/browser.ts';
import { createRandom } from '../support/random.ts';
import { drive, endAllCalls } from './drive.ts';
import { FaultSource } from './faults.ts';
import { readOptions } from './options.ts';
import { SoakRecord } from './record.ts';
import { compare, countPage, type Resources } from './resources.ts';
import { forkSystem } from './system.ts';
import { openUser, type User } from '../support/app/user.ts';
import { warmUp } from './warmUp.ts';
import { Watch } from './watch.ts';

/**
 * `npm run soak -- --minutes 60 --seed 7`: three users call, hold, switch, transfer and join meetings at random while faults
 * come and go and tokens are renewed. It prints each broken invariant at once, and every few minutes what the calls left
 * behind. The exit code is 1 when an invariant broke, a call was lost, or something grew with every call.
 */
const options = readOptions(process.argv.slice(2));
console.log(`soak: ${options.minutes} minutes, seed ${options.seed}`);
execFileSync(
  'npx',
  ['vite', 'build', '--mode', 'emulator', '--logLevel', 'warn', '--outDir', emulatedBuild],
  {
    stdio: 'inherit',
    env: { ...process.env, EMULATOR_ORIGIN: builtOrigin },
  },
);
const system = await forkSystem();
const executablePath = browserPath();
const browser = await chromium.launch({
  ...(executablePath && { executablePath }),
  // Answers the browser's question which screen to share.
  args: [...browserArguments(), '--auto-select-desktop-capture-source=Entire screen'],
});
const record = new SoakRecord(options.verbose);
const random = createRandom(options.seed);
const { controls } = system;
await controls.setConditions({ tokenLifetimeSeconds: options.tokenSeconds });
const users: User[] = [];
for (const person of [people.alice, people.bob, people.carol])
  users.push(await openUser(browser, system.url, person, (error) => record.noteError(error)));
const watch = new Watch(users, controls, record);
const watching = watch.run();
const faults = new FaultSource({ users, controls, random, record });

async function measure(): Promise<Resources> {
  await endAllCalls(users, record);
  // The browser releases closed objects a moment later.
  await pause(3_000);
  const pages: Record<string, Awaited<ReturnType<typeof countPage>>> = {};
  for (const { upn, page } of users) pages[upn] = await countPage(page);
  return { pages, server: await system.memory(), calls: Object.fromEntries(record.callsOf) };
}

const startedAt = Date.now();
console.log(
  `warm-up: ${await warmUp(users, record)} short calls by each user filled the list of recent calls`,
);
await drive(users, { random, record, faults }, Date.now() + Math.min(180_000, options.minutes * 12_000));
const measured = [await measure()];
const end = startedAt + options.minutes * 60_000;
let grown: string[] = [];
do {
  await drive(users, { random, record, faults }, Math.min(end, Date.now() + options.reportEvery * 60_000));
  measured.push(await measure());
  const result = compare(measured);
  ({ grown } = result);
  const minutes = ((Date.now() - startedAt) / 60_000).toFixed(1);
  console.log(`\nafter ${minutes} minutes; calls: ${JSON.stringify(Object.fromEntries(record.callsOf))}`);
  console.log(result.lines.map((line) => `  ${line}`).join('\n'));
  console.log(`  ${record.broken.length} broken invariants, ${record.lost.length} lost calls`);
} while (Date.now() < end);

watch.stop();
await watching;
console.log(
  `\nhow often each action was carried out: ${[...record.counts].map(([what, times]) => `${what} ${times}`).join('; ')}`,
);
for (const line of [...record.broken, ...record.lost]) console.log(line);
for (const line of grown) console.log(`GREW ${line}`);
const passed = record.broken.length + record.lost.length + grown.length === 0;
console.log(
  passed
    ? 'passed: no invariant broke, no call was lost, nothing grows with each call'
    : `FAILED, seed ${options.seed}`,
);
await browser.close();
await system.close();
process.exit(passed ? 0 : 1);
