/**
 * The program of `npm run bench -- morning`, 2 to 5 minutes. A million people sign in within one hour of simulated time. The
 * program compares what it measures with the formula of docs/capacity.md. With `-- --smoke`, 50,000 people come, and the program
 * takes about 15 s.
 */
import { createRandom } from '../support/random.ts';
import { createLimitReport, median } from './limitReport.ts';
import { planCapacity, workingMorning, type Morning } from './morning/capacity.ts';
import { simulateMorning, type SimulatedFaults } from './morning/simulateMorning.ts';
import { readBenchOptions } from './options.ts';

const { smoke } = readBenchOptions();
const replicaCount = 4;
/** The largest accepted difference between a measured figure and the formula, as a share of the formula's figure. */
const tolerance = 0.1;
const morning: Morning = smoke ? { ...workingMorning, people: 50_000 } : workingMorning;
/** Seconds for which people come in a trial that finds the number of resources. */
const trialSeconds = smoke ? 60 : 240;
/** What the first resource does in the middle of the hour. */
const outFromSeconds = 25 * 60;
const faults: SimulatedFaults = [
  { fromSeconds: outFromSeconds, behaviour: 'hangs' },
  { fromSeconds: outFromSeconds + morning.outSeconds / 2, behaviour: 'fails' },
  { fromSeconds: outFromSeconds + morning.outSeconds, behaviour: 'works' },
];

const report = createLimitReport(44, smoke);
const formatCount = (value: number): string => Math.round(value).toLocaleString('en-US');
/** Reports a figure that the formula predicts. */
function compare(name: string, measured: number, predicted: number, format: (value: number) => string): void {
  const difference = measured / predicted - 1;
  const text = `${format(measured)}; formula ${format(predicted)}, ${(difference * 100).toFixed(1)} % off (limit ${tolerance * 100} %)`;
  report.add(name, text, Math.abs(difference) <= tolerance);
}

/** Describes waits in one line: the middle one, the ones that 95 % and 99 % do not exceed, and the longest. @param waitsMs in ascending order */
function describeWaits(waitsMs: ArrayLike<number>): string {
  const find = (share: number): string =>
    ((waitsMs[Math.ceil(waitsMs.length * share) - 1] ?? Number.NaN) / 1000).toFixed(2);
  return `median ${find(0.5)} s, p95 ${find(0.95)} s, p99 ${find(0.99)} s, longest ${find(1)} s`;
}

const generator = createRandom(1);
/** @returns a number from 0 to 1; the same sequence in each run */
const random = (): number => generator.below(2 ** 32) / 2 ** 32;

const plan = planCapacity(morning);
console.log(`A morning: ${formatCount(morning.people)} people sign in within ${morning.signInSeconds / 60} min, ${replicaCount} replicas.
  Real: the service's ranking, quotas (counted in memory), failover, probes, time limits and shared equal exchanges;
    the app's waits, retries and renewal, with Microsoft's credential.
  Simulated: time (the clock jumps to the next timer), ACS (its quota is enforced exactly), Microsoft's identity client and
    HTTP, Redis (the replicas share one memory), Entra and its tokens, the load balancer (a replica at random).`);

const cpuBefore = process.cpuUsage();
let simulationCount = 0;
const simulate = (simulated: Morning, resourceCount: number, faults: SimulatedFaults = []) => {
  simulationCount += 1;
  return simulateMorning({ morning: simulated, resourceCount, replicaCount, faults }, random);
};

/**
 * Lets people come for some minutes as often as in the busiest moment, while all resources are in service.
 * @returns whether no more people wait than the morning allows
 */
async function suffices(resourceCount: number): Promise<boolean> {
  const people = Math.round(plan.peakPerSecond * trialSeconds);
  const { busyPeople } = await simulate({ ...morning, people, signInSeconds: trialSeconds }, resourceCount);
  const waitingShare = busyPeople / people;
  console.log(
    `  trial: ${plan.peakPerSecond.toFixed(0)} exchanges/s at ${resourceCount} resources: ${(waitingShare * 100).toFixed(2)} % wait (allowed ${morning.waitingShare * 100} %)`,
  );
  return waitingShare <= morning.waitingShare;
}

/** The smallest number of resources that suffices in the busiest moment. The search begins with that of the formula. */
let needed = plan.peakResources;
if (await suffices(needed)) {
  while (needed > 1 && (await suffices(needed - 1))) needed -= 1;
} else {
  do needed += 1;
  while (!(await suffices(needed)));
}
compare('resources needed, one of them out', needed + 1, plan.resources, formatCount);

const result = await simulate(morning, plan.resources, faults);
const { user, system } = process.cpuUsage(cpuBefore);
const issued = result.resources.map((resource) => resource.issued);
const [faultyIssued = 0, ...healthyIssued] = issued;
report.add('people without a token', formatCount(result.lost), result.lost === 0);
const exchanges = issued.reduce((sum, count) => sum + count, 0);
compare('exchanges', exchanges, plan.exchanges, formatCount);
compare('exchanges per resource, median', median(healthyIssued), plan.exchangesPerResource, formatCount);
compare('exchanges per resource, most', Math.max(...healthyIssued), plan.exchangesPerResource, formatCount);
const longestWaitSeconds = (result.waits.at(-1) ?? Number.NaN) / 1000;
compare('longest wait', longestWaitSeconds, plan.longestWaitSeconds, (seconds) => `${seconds.toFixed(2)} s`);
const throttled = result.resources.reduce((sum, resource) => sum + resource.throttled, 0);
report.add('429 by ACS', formatCount(throttled), throttled === 0);
const countEvents = (event: string) => result.loggedEvents.filter((logged) => logged === event).length;
const [outCount, backCount] = [countEvents('resource_out'), countEvents('resource_back')];
report.add(
  'replicas that took the failing resource out',
  `${outCount}, and brought it back ${backCount} times; ${countEvents('resource_still_out')} failed probes`,
  outCount === replicaCount && backCount === replicaCount,
);
console.log(`  waits: ${describeWaits(result.waits)}
  ${formatCount(result.busyPeople)} people found the quota used up; ${formatCount(result.presses)} pressed a button; ${formatCount(result.renewals)} renewals
  the failing resource: ${formatCount(faultyIssued)} exchanges; out from minute 25 to 35
  ${((user + system) / 1e6).toFixed(0)} s of processor time for ${simulationCount} simulations`);
report.setExitCode();
