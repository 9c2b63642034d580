/** A test suite that takes too long to run before each commit. */
export interface LongPart {
  readonly name: string;
  /** What the suite tests. `npm run test:long -- --help` prints it. */
  readonly tests: string;
  /**
   * A command line without quotes or other characters that shells interpret differently. Default: the command that runs
   * Playwright's project of the same name
   */
  readonly command?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** About how many minutes the suite takes on two cores. */
  readonly minutes: number;
}

/** The command that runs one or several projects of Playwright. Their names follow it. */
export const playwright = 'npx playwright test -c tests/e2e/playwright.config.ts --project';

/** The test suites that `npm test` leaves out, the shortest first. */
export const longParts: readonly LongPart[] = [
  { name: 'receptionist', tests: 'the app by keyboard alone', minutes: 2 },
  {
    name: 'tools',
    tests: 'the set-up check, the token inspector, `npm run dev`, and the installed app',
    minutes: 3,
  },
  {
    name: 'answers',
    tests: 'what Microsoft’s documents leave open, with each answer that Azure may give',
    minutes: 2,
  },
  {
    name: 'rare',
    tests: 'several tabs of one user, pages older than the service, and refused devices',
    minutes: 2,
  },
  {
    name: 'azureHour',
    tests: 'the live hour with the emulator in place of Azure',
    command: 'npx vitest run --project azureHour',
    minutes: 3,
  },
  {
    name: 'docs',
    tests: 'the site of the documentation: links, search, accessibility, no requests to other hosts',
    minutes: 1,
  },
  { name: 'azure', tests: 'the production build with Microsoft’s SDK', minutes: 1 },
  {
    name: 'benchmarks',
    tests: 'each benchmark in its short mode',
    command: 'npx tsx tests/long/benchmarks.ts',
    minutes: 7,
  },
  {
    name: 'interleavings',
    tests: 'calls, answers and hang-ups in 5000 random orders, at the phone and at the signalling server',
    command: 'npx vitest run --project unit tests/contract/phone tests/contract/signalling',
    env: { RUNS: '5000' },
    minutes: 7,
  },
  {
    name: 'package',
    tests:
      'the emulator’s npm package, installed from its tarball in an empty project; needs the npm registry',
    command: 'npx vitest run --project package',
    minutes: 3,
  },
  {
    name: 'frameworks',
    tests: 'the emulator in apps of Next.js, Angular and Create React App; needs the npm registry',
    command: 'npx vitest run --project package tests/package/frameworks.test.ts',
    env: { FRAMEWORKS: 'true' },
    minutes: 8,
  },
  {
    name: 'screens',
    tests: 'every screen in each colour scheme and width, with accessibility checks',
    minutes: 2,
  },
  { name: 'tokens', tests: 'token renewal and sign-in with faults', minutes: 3 },
  {
    name: 'screenshots',
    tests: 'a picture of every screen',
    command: 'npm run write -- screenshots',
    minutes: 5,
  },
  {
    name: 'shiftByKeyboard',
    tests: 'a shift of 60 calls by keyboard alone: keys of each task, moved controls, where each caller ends',
    command: 'npm run shift -- --by keyboard',
    minutes: 10,
  },
  {
    name: 'shiftByMouse',
    tests: 'the same shift by mouse alone',
    command: 'npm run shift -- --by mouse',
    minutes: 10,
  },
  {
    name: 'slips',
    tests: 'presses that go wrong at the same desk: no caller may be lost or misrouted',
    command: 'npm run slips',
    minutes: 11,
  },
  {
    name: 'accessibility',
    tests: 'every screen in every theme, in English, Arabic and Japanese, at three widths',
    minutes: 23,
  },
  {
    name: 'conformance',
    tests: '20 rounds of the calling scenarios on the drop-in SDK',
    command: 'npx vitest run --project calling tests/contract/calling/conformance.test.ts',
    env: { ROUNDS: '20' },
    minutes: 12,
  },
  {
    name: 'faults',
    tests: 'cut links, lost packets, sleep, revoked permissions',
    command: 'npm run test:faults -- --long',
    minutes: 25,
  },
  {
    name: 'service',
    tests: 'the end-to-end tests while the emulator is as slow as the service',
    // The other projects test the site of the documentation and the build with Microsoft's SDK, or repeat `screens`.
    command: `${playwright} calls rare answers receptionist tokens tools screens`,
    env: { EMULATOR_TIMING: 'service' },
    minutes: 30,
  },
  {
    name: 'soak',
    tests: 'an hour of random calls and faults',
    command: 'npm run soak -- --minutes 60',
    minutes: 62,
  },
];
