/** A test suite that takes too long to run before each commit. */
export interface LongPart {
  readonly name: string;
  /** A command line without quotes or other characters that shells interpret differently. */
  readonly command: string;
  readonly env?: Readonly<Record<string, string>>;
  /** About how many minutes the suite takes on two cores. */
  readonly minutes: number;
}

const playwright = 'npx playwright test -c tests/e2e/playwright.config.ts --project';

/** The test suites that `npm test` leaves out, the shortest first. */
export const longParts: readonly LongPart[] = [
  { name: 'receptionist', command: `${playwright} receptionist`, minutes: 3 },
  { name: 'tools', command: `${playwright} tools`, minutes: 3 },
  { name: 'answers', command: `${playwright} answers`, minutes: 2 },
  { name: 'tabs', command: `${playwright} tabs`, minutes: 1 },
  { name: 'azureHour', command: 'npx vitest run --project azureHour', minutes: 3 },
  { name: 'docs', command: `${playwright} docs`, minutes: 1 },
  { name: 'azure', command: `${playwright} azure`, minutes: 1 },
  {
    name: 'hour',
    // With a space, Playwright would take the file for a second project.
    command: `${playwright}=receptionist receptionistHour`,
    env: { HOUR_CALLS: '60' },
    minutes: 8,
  },
  { name: 'benchmarks', command: 'npx tsx tests/long/benchmarks.ts', minutes: 7 },
  { name: 'package', command: 'npx vitest run --project package', minutes: 3 },
  { name: 'screens', command: `${playwright} screens`, minutes: 2 },
  { name: 'tokens', command: `${playwright} tokens`, minutes: 3 },
  { name: 'screenshots', command: 'npm run write -- screenshots', minutes: 5 },
  { name: 'accessibility', command: `${playwright} accessibility`, minutes: 23 },
  {
    name: 'conformance',
    command: 'npx vitest run --project calling tests/contract/calling/conformance.test.ts',
    env: { ROUNDS: '20' },
    minutes: 12,
  },
  { name: 'faults', command: 'npm run test:faults -- --long', minutes: 25 },
  { name: 'service', command: 'npm run test:e2e:service', minutes: 30 },
  { name: 'soak', command: 'npm run soak -- --minutes 60', minutes: 62 },
];
