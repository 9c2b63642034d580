import type { Reporter } from 'vitest/node';

/** A Vitest reporter that lists at the end the tests that passed only on a retry, so that flaky tests are noticed. */
export const createFlakyTestReporter = (): Reporter => ({
  onTestRunEnd(modules) {
    const tests = modules.flatMap(({ children }) => [...children.allTests('passed')]);
    for (const test of tests)
      if (test.diagnostic()?.flaky)
        console.log(`passed on a second try: ${test.module.relativeModuleId} > ${test.fullName}`);
  },
});
