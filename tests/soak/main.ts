import { setTimeout as pause } from 'node:timers/promises';
import { builtOrigin, emulatedBuild } from '../support/system.ts';
import { people } from '../support/app/appTest.ts';
import { launchChromium } from '../support/browser.ts';
import { buildEmulatedApp } from '../support/buildApp.ts';
import { createRandom } from '../support/random.ts';
import { runRandomActions, endAllCalls } from './drive.ts';
import { FaultSource } from './faults.ts';
import { readOptions } from './options.ts';
import { SoakRecord } from './record.ts';
import { compareMeasurements, countPage, type Resources } from './resources.ts';
import { forkSystem } from './system.ts';
import { openUser, type User } from '../support/app/user.ts';
import { loadAndFillApp } from './warmUp.ts';
import { ScreenWatcher } from './screenWatcher.ts';

/**
 * The program of `npm run soak -- --minutes 60 --seed 7`. Three users call, hold, switch, transfer and join meetings at random,
 * while faults begin and end and the app renews its tokens. The program prints each broken invariant at once. Every few minutes
 * it prints the resources that the calls have left behind. The exit code is 1 if an invariant broke, if a call was lost, or if
 * the use of a resource grew with every call.
 */
const options = readOptions(process.argv.slice(2));
console.log(`soak: ${options.minutes} minutes, seed ${options.seed}`);
buildEmulatedApp(emulatedBuild, builtOrigin);
const system = await forkSystem();
// With this argument, Chromium chooses the shared screen without asking.
const browser = await launchChromium('--auto-select-desktop-capture-source=Entire screen');
const record = new SoakRecord(options.verbose);
const random = createRandom(options.seed);
const { controls } = system;
await controls.setConditions({ tokenLifetimeSeconds: options.tokenSeconds });
const users: User[] = [];
for (const person of [people.alice, people.bob, people.carol])
  users.push(await openUser(browser, system.url, person, (error) => record.noteError(error)));
const screenWatcher = new ScreenWatcher(users, controls, record);
const watcherEnd = screenWatcher.run();
const faults = new FaultSource({ users, controls, random, record });

async function measureResources(): Promise<Resources> {
  await endAllCalls(users, record);
  // The browser releases the objects of ended calls a moment later.
  await pause(3_000);
  const pages: Record<string, Awaited<ReturnType<typeof countPage>>> = {};
  for (const { upn, page } of users) pages[upn] = await countPage(page);
  return { pages, server: await system.measureMemory(), calls: Object.fromEntries(record.callCounts) };
}

const startedAt = Date.now();
console.log(
  `warm-up: ${await loadAndFillApp(users, record)} short calls by each user filled the list of recent calls`,
);
await runRandomActions(
  users,
  { random, record, faults },
  Date.now() + Math.min(180_000, options.minutes * 12_000),
);
const measurements = [await measureResources()];
const endsAt = startedAt + options.minutes * 60_000;
let grownFigures: string[] = [];
do {
  await runRandomActions(
    users,
    { random, record, faults },
    Math.min(endsAt, Date.now() + options.reportEvery * 60_000),
  );
  measurements.push(await measureResources());
  const result = compareMeasurements(measurements);
  grownFigures = result.grown;
  const minutes = ((Date.now() - startedAt) / 60_000).toFixed(1);
  console.log(`\nafter ${minutes} minutes; calls: ${JSON.stringify(Object.fromEntries(record.callCounts))}`);
  console.log(result.lines.map((line) => `  ${line}`).join('\n'));
  console.log(`  ${record.brokenInvariants.length} broken invariants, ${record.lostCalls.length} lost calls`);
} while (Date.now() < endsAt);

screenWatcher.stop();
await watcherEnd;
console.log(
  `\nhow often each action was carried out: ${[...record.counts].map(([what, times]) => `${what} ${times}`).join('; ')}`,
);
for (const line of [...record.brokenInvariants, ...record.lostCalls]) console.log(line);
for (const line of grownFigures) console.log(`GREW ${line}`);
const hasPassed = record.brokenInvariants.length + record.lostCalls.length + grownFigures.length === 0;
console.log(
  hasPassed
    ? 'passed: no invariant broke, no call was lost, nothing grows with each call'
    : `FAILED, seed ${options.seed}`,
);
await browser.close();
await system.close();
process.exit(hasPassed ? 0 : 1);
