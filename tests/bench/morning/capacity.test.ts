import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { planCapacity, shareThatWaits, workingMorning } from './capacity.ts';

test('shareThatWaits agrees with the definition of the Poisson distribution', () => {
  // With one place and a mean of 1, the expected number of people beyond the first is P(0) = 1 / e.
  expect(shareThatWaits(1, 1)).toBeCloseTo(1 / Math.E, 10);
  expect(shareThatWaits(0.5, 0)).toBeCloseTo(1, 10);
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
    } = planCapacity({ ...workingMorning, people });
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
