import { setTimeout as pause } from 'node:timers/promises';
import { buildEmulatedApp } from '../support/system.ts';
import { people } from '../support/app/appTest.ts';
import { launchChromium } from '../support/browser.ts';
import { createRandom } from '../support/random.ts';
import { runRandomActions, endAllCalls } from './drive.ts';
import { connectionFaults, createFaultSource } from './faults.ts';
import { readOptions } from './options.ts';
import { openPerson, type Person, type Tab } from './person.ts';
import { SoakRecord } from './record.ts';
import { compareMeasurements, listServerFigures, measurePage, type Figure } from './resources.ts';
import { StorageLedger } from './storageLedger.ts';
import { forkSystem } from './system.ts';
import { isLasting } from './tabActions.ts';
import { tabFaults } from './tabFaults.ts';
import { loadAndFillApp } from './warmUp.ts';
import { ScreenWatcher } from './screenWatcher.ts';

/**
 * The program of `npm run soak -- --minutes 60 --seed 7`. Three users with two tabs each call, hold, switch, transfer, join
 * meetings and write into their lists at random, and sometimes press twice. Meanwhile faults begin and end, and the app renews
 * its tokens. The program prints each broken invariant at once. Every few minutes it prints the resources that the calls have
 * left behind. The exit code is 1 if an invariant broke, if a call was lost, or if the use of a resource grew with every call.
 */
const options = readOptions(process.argv.slice(2));
console.log(`soak: ${options.minutes} minutes, seed ${options.seed}`);
buildEmulatedApp();
const system = await forkSystem();
// With this argument, Chromium chooses the shared screen without asking.
const browser = await launchChromium({ args: ['--auto-select-desktop-capture-source=Entire screen'] });
const record = new SoakRecord(options.verbose);
const random = createRandom(options.seed);
const { controls } = system;
await controls.setConditions({ tokenLifetimeSeconds: options.tokenSeconds });
const ledger = new StorageLedger(system.url, record);
const persons: Person[] = [];
for (const person of [people.alice, people.bob, people.carol])
  persons.push(await openPerson(browser, system.url, person, (error) => record.noteError(error)));
const screenWatcher = new ScreenWatcher(persons, controls, record);
const watcherEnd = screenWatcher.run();
const faultDeps = { persons, controls, random, record, ledger };
// Faults of both lists may run at the same time.
const faults = [connectionFaults, tabFaults].map((list) => createFaultSource(list, faultDeps));
const walk = {
  random,
  record,
  ledger,
  faults,
  readLogs: (tab: Tab) => screenWatcher.presses.update(tab),
};

async function measureResources(): Promise<Figure[]> {
  await endAllCalls(persons, record);
  // The browser releases the objects of ended calls a moment later.
  await pause(3_000);
  const figures: Figure[] = [];
  for (const person of persons) {
    await ledger.check(person);
    for (const tab of person.tabs)
      if (isLasting(tab.label))
        figures.push(...(await measurePage(tab, record.callCounts.get(tab.label) ?? 0)));
  }
  const callCount = [...record.callCounts.values()].reduce((sum, count) => sum + count, 0);
  return [...figures, ...listServerFigures(await system.measureMemory(), callCount)];
}

const startedAt = Date.now();
// A shorter run cannot tell a leak from a part of the app that loads late.
const measuresGrowth = options.minutes >= 15;
if (measuresGrowth) await loadAndFillApp(persons, ledger);
await runRandomActions(persons, walk, Date.now() + Math.min(180_000, options.minutes * 12_000));
const measurements = [await measureResources()];
const endsAt = startedAt + options.minutes * 60_000;
let grownFigures: string[] = [];
do {
  await runRandomActions(persons, walk, Math.min(endsAt, Date.now() + options.reportEvery * 60_000));
  measurements.push(await measureResources());
  const result = compareMeasurements(measurements);
  if (measuresGrowth) grownFigures = result.grown;
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
    ? `passed: no invariant broke, no call was lost${measuresGrowth ? ', nothing grows with each call' : ''}`
    : `FAILED, seed ${options.seed}`,
);
await browser.close();
await system.close();
process.exit(hasPassed ? 0 : 1);
