import type { Reporter } from 'vitest/node';

/** Says at the end which tests passed only when tried again, so that nobody takes them for sound. */
export const secondTries = (): Reporter => ({
  onTestRunEnd(modules) {
    const tests = modules.flatMap(({ children }) => [...children.allTests('passed')]);
    for (const test of tests) {
      if (test.diagnostic()?.flaky)
        console.log(`passed on a second try: ${test.module.relativeModuleId} > ${test.fullName}`);
    }
  },
});
