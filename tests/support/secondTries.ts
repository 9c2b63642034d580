import type { Reporter } from 'vitest/node';

/** Lists at the end the tests that passed only on a retry, so that flaky tests are noticed. */
export const secondTries = (): Reporter => ({
  onTestRunEnd(modules) {
    const tests = modules.flatMap(({ children }) => [...children.allTests('passed')]);
    for (const test of tests) {
      if (test.diagnostic()?.flaky)
        console.log(`passed on a second try: ${test.module.relativeModuleId} > ${test.fullName}`);
    }
  },
});
