import { expect, test } from 'vitest';
import { setUpHarness } from '../../support/calling/setUpHarness.ts';

const { runInNewPage } = setUpHarness();

/** Vitest would look for the address of a page on this machine. */
test('an error that a page throws names its position in the page, and contains no address', async () => {
  const thrownError = await runInNewPage(({ waitUntil }) => waitUntil(() => false, 10)).catch(
    (error: unknown) => error,
  );
  expect(thrownError).toBeInstanceOf(Error);
  const { message, stack } = thrownError as Error;
  expect(message).toMatch(/Did not happen within 10 ms: [^]*page:testPage\.js:\d+:\d+/);
  expect(stack).not.toMatch(/https?:/);
});
