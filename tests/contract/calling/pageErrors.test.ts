import { expect, test } from 'vitest';
import { setUpHarness } from '../../support/calling/setUpHarness.ts';

const { runInNewPage } = setUpHarness();

/** Vitest takes an address in an error for a file of this machine, and fails the whole run if it cannot read that file. */
test('an error that a page throws names its position in the page, and contains no address', async () => {
  const thrownError = await runInNewPage(({ waitUntil }) => waitUntil(() => false, 10)).catch(
    (error: unknown) => error,
  );
  expect(thrownError).toBeInstanceOf(Error);
  const { message, stack } = thrownError as Error;
  expect(message).toMatch(/Did not happen within 10 ms: [^]*page:testPage\.js:\d+:\d+/);
  expect(stack).not.toMatch(/https?:/);
});
