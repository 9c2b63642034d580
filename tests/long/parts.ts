/** A suite that takes longer than people wait for before a commit. */
export interface LongPart {
  readonly name: string;
  /** A command line without characters that a shell reads. */
  readonly command: string;
  readonly env?: Readonly<Record<string, string>>;
  /** About how long it takes on two cores. */
  readonly minutes: number;
}

/** Everything that `npm test` leaves out, the shortest first. */
export const longParts: readonly LongPart[] = [
  {
    name: 'tokens',
    command: 'npx playwright test -c tests/e2e/playwright.config.ts --project tokens',
    minutes: 3,
  },
  { name: 'screenshots', command: 'npm run screenshots', minutes: 5 },
  { name: 'conformance', command: 'npm run test:conformance', env: { ROUNDS: '20' }, minutes: 12 },
  { name: 'faults', command: 'npm run test:faults -- --long', minutes: 25 },
  { name: 'service', command: 'npm run test:e2e:service', minutes: 30 },
  { name: 'soak', command: 'npm run soak -- --minutes 60', minutes: 62 },
];
