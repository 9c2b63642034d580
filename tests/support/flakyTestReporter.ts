import type { Reporter } from 'vitest/node';

/** A Vitest reporter that lists at the end the tests that passed only on a retry, with the errors of their first try. */
export const createFlakyTestReporter = (): Reporter => ({
  onTestRunEnd(modules) {
    const tests = modules.flatMap(({ children }) => [...children.allTests('passed')]);
    const flaky = tests.filter((test) => test.diagnostic()?.flaky);
    if (flaky.length === 0) return;
    console.log(
      `\nFLAKY: ${flaky.length} passed only on a second try. Find the cause: a retry mends nothing.`,
    );
    for (const test of flaky) {
      console.log(`  ${test.module.relativeModuleId} > ${test.fullName}`);
      for (const { message } of test.result().errors ?? []) console.log(message.replaceAll(/^/gm, '    '));
    }
  },
});
