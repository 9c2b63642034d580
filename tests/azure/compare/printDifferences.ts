import {
  lifetimeToleranceSeconds,
  timeToleranceMs,
  timeToleranceShare,
  type Difference,
  type DifferenceGroup,
} from './compareRecords.ts';

const headings: Readonly<Record<DifferenceGroup, string>> = {
  'emulator kinder': 'Emulator kinder: the service refused or ended something that the emulator allowed',
  'emulator stricter': 'Emulator stricter: the emulator refused or ended something that the service allowed',
  other:
    'Other: another order or value, or a time that differs by more than ' +
    `${timeToleranceMs / 1000} s and ${timeToleranceShare * 100} % (a lifetime by ${lifetimeToleranceSeconds} s)`,
};

/** Prints every difference under the heading of its group. */
export function printDifferences(differences: readonly Difference[], print: (line: string) => void): void {
  for (const group of Object.keys(headings) as DifferenceGroup[]) {
    const ofGroup = differences.filter((difference) => difference.group === group);
    print(`${headings[group]} (${ofGroup.length})`);
    for (const { step, text } of ofGroup) print(`  ${step}: ${text}`);
  }
}
