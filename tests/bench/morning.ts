/**
 * The program of `npm run bench -- morning`, 3 to 6 minutes. A million people sign in within one hour of simulated time. The
 * program compares what it measures with the formula of docs/capacity.md. Then people sign in at real replicas for a minute.
 * With `-- --smoke`, 50,000 people come, the minute is 12 s long, and the program takes about 30 s.
 */
import { hasRedis } from '../../src/server/fixtures/redis.ts';
import { createRandom } from '../support/random.ts';
import { LimitReport, median } from './limits.ts';
import { planCapacity, workingMorning, type Morning } from './morning/capacity.ts';
import { findNeededResources } from './morning/findNeededResources.ts';
import { describeWaits, findPercentiles } from './morning/percentiles.ts';
import { runRealMinute } from './morning/realMinute.ts';
import { simulateMorning } from './morning/simulateMorning.ts';
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
const faults = [
  { fromSeconds: outFromSeconds, behaviour: 'hangs' },
  { fromSeconds: outFromSeconds + morning.outSeconds / 2, behaviour: 'fails' },
  { fromSeconds: outFromSeconds + morning.outSeconds, behaviour: 'works' },
] as const;

const report = new LimitReport(44, smoke);
const formatCount = (value: number): string => Math.round(value).toLocaleString('en-US');
/** Reports a figure that the formula predicts. */
function compare(name: string, measured: number, predicted: number, format: (value: number) => string): void {
  const difference = measured / predicted - 1;
  const text = `${format(measured)}; formula ${format(predicted)}, ${(difference * 100).toFixed(1)} % off (limit ${tolerance * 100} %)`;
  report.add(name, text, Math.abs(difference) <= tolerance);
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
const { needed, trials } = await findNeededResources(
  morning,
  plan.peakPerSecond,
  { guess: plan.peakResources, seconds: trialSeconds, replicaCount },
  random,
);
for (const { resourceCount, waitingShare } of trials)
  console.log(
    `  trial: ${plan.peakPerSecond.toFixed(0)} exchanges/s at ${resourceCount} resources: ${(waitingShare * 100).toFixed(2)} % wait (allowed ${morning.waitingShare * 100} %)`,
  );
compare('resources needed, one of them out', needed + 1, plan.resources, formatCount);

const result = await simulateMorning(
  { morning, resourceCount: plan.resources, replicaCount, faults },
  random,
);
const { user, system } = process.cpuUsage(cpuBefore);
const issued = result.resources.map((resource) => resource.issued);
const [faultyIssued = 0, ...healthyIssued] = issued;
const waits = findPercentiles(result.waits);
report.add('people without a token', formatCount(result.lost), result.lost === 0);
compare(
  'exchanges',
  issued.reduce((sum, count) => sum + count, 0),
  plan.exchanges,
  formatCount,
);
compare('exchanges per resource, median', median(healthyIssued), plan.exchangesPerResource, formatCount);
compare('exchanges per resource, most', Math.max(...healthyIssued), plan.exchangesPerResource, formatCount);
compare('longest wait', waits.longest, plan.longestWaitSeconds, (seconds) => `${seconds.toFixed(2)} s`);
const throttled = result.resources.reduce((sum, resource) => sum + resource.throttled, 0);
report.add('429 by ACS', formatCount(throttled), throttled === 0);
const countEvents = (event: string): number => result.log.filter((line) => line.event === event).length;
report.add(
  'replicas that took the failing resource out',
  `${countEvents('resource_out')}, and brought it back ${countEvents('resource_back')} times; ${countEvents('resource_still_out')} failed probes`,
  countEvents('resource_out') === replicaCount && countEvents('resource_back') === replicaCount,
);
console.log(`  waits: ${describeWaits(waits)}
  ${formatCount(result.busyPeople)} people found the quota used up; ${formatCount(result.presses)} pressed a button; ${formatCount(result.renewals)} renewals
  the failing resource: ${formatCount(faultyIssued)} exchanges; out from minute 25 to 35
  ${((user + system) / 1e6).toFixed(0)} s of processor time for ${trials.length + 1} simulations`);

const seconds = smoke ? 12 : 60;
console.log(`
A real ${seconds} s: ${replicaCount} replicas of the whole service, Redis, and 3 stubs of ACS over HTTP with a fifth of the quota. One
stub hangs, then answers 503. All code is real, from the app's token hook to Redis; Entra and ACS are stubs.`);
if (hasRedis) {
  const real = await runRealMinute(seconds);
  report.add('people without a token', `${real.lost} of ${real.people}`, real.lost === 0);
  report.add('429 by ACS', String(real.throttled), real.throttled === 0);
  report.add('keys in Redis for 3 resources', String(real.redisKeys), real.redisKeys === 3);
  // In 12 s not every replica meets three people of the failing resource.
  const expectedOut = smoke ? 1 : replicaCount;
  report.add(
    'times a replica took the resource out',
    String(real.events.out),
    real.events.out >= expectedOut,
  );
  console.log(`  waits: ${describeWaits(findPercentiles(real.waits))}; ${real.presses} pressed a button
  exchanges per resource: ${real.issued.join(', ')}; brought back ${real.events.back} times`);
} else console.log('  left out: there is no redis-server');
report.setExitCode();
