import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { planCapacity, shareThatWaits, workingMorning } from './capacity.ts';

const plan = (changes: Partial<typeof workingMorning> = {}) =>
  planCapacity({ ...workingMorning, ...changes });

test('planCapacity uses six sevenths of the quota of ACS at most', () => {
  // 500 / 7 is 71.4, and 71 exchanges in 5 s are 14.2 in a second.
  expect(plan().mostPerSecond).toBe(14.2);
});

test('planCapacity counts an exchange for each sign-in, and the renewals that fall into the hour', () => {
  // Tokens live 60 to 90 min, so renewals come after 50 to 80 min. In the last 10 min of the hour the people of the
  // first 10 min begin to renew: a million, times 10 / 60, times a mean share of 1 / 6.
  expect(plan().exchanges).toBeCloseTo(1_000_000 + 1_000_000 / 36, 3);
  expect(plan().peakPerSecond).toBeCloseTo((1_000_000 / 3_600) * (4 / 3), 6);
  // People who sign in within half an hour renew after the last sign-in.
  expect(plan({ signInSeconds: 1_800 }).exchanges).toBe(1_000_000);
});

test('planCapacity finds one renewal of each person in 65 minutes, hours later', () => {
  expect(plan().steadyPerSecond).toBeCloseTo(1_000_000 / (65 * 60), 6);
});

test('planCapacity plans the largest rate at which no more than the allowed share waits', () => {
  const { plannedPerSecond } = plan();
  // 1 % of the people come twice. The first of the 71 places begins the window.
  expect(shareThatWaits(plannedPerSecond * 1.01 * 5, 70)).toBeCloseTo(0.01, 6);
  expect(plan({ waitingShare: 0.05 }).plannedPerSecond).toBeGreaterThan(plannedPerSecond);
});

test('planCapacity needs one resource more than the busiest moment does, for the one that is out', () => {
  const { resources, peakResources, peakPerSecond, plannedPerSecond } = plan();
  expect(peakResources).toBe(Math.ceil(peakPerSecond / plannedPerSecond));
  expect(resources).toBe(peakResources + 1);
});

test('shareThatWaits agrees with the definition of the Poisson distribution', () => {
  // With one place and a mean of 1, the expected number of people beyond the first is P(0) = 1 / e.
  expect(shareThatWaits(1, 1)).toBeCloseTo(1 / Math.E, 10);
  expect(shareThatWaits(0.5, 0)).toBeCloseTo(1, 10);
});

test('shareThatWaits also computes windows with thousands of places', () => {
  const share = shareThatWaits(10_000, 10_000);
  // The normal approximation: the square root of 1 / (2 π × mean).
  expect(share).toBeCloseTo(1 / Math.sqrt(2 * Math.PI * 10_000), 4);
});

test('the table in docs/capacity.md has the numbers of planCapacity', () => {
  const page = readFileSync(resolve(import.meta.dirname, '../../../docs/capacity.md'), 'utf8');
  const format = (value: number): string => value.toLocaleString('en-US', { maximumFractionDigits: 1 });
  for (const people of [1_000, 50_000, 250_000, 1_000_000]) {
    const {
      steadyPerSecond,
      peakPerSecond,
      steadyResources,
      peakResources,
      resources,
      exchangesPerResource,
    } = plan({
      people,
    });
    const cells = [people, steadyPerSecond, peakPerSecond, steadyResources, peakResources, resources].map(
      format,
    );
    cells.push(format(Math.round(exchangesPerResource)));
    const row = page.split('\n').find((line) => line.startsWith(`| ${format(people)} `));
    expect(
      row
        ?.split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    ).toEqual(cells);
  }
});
