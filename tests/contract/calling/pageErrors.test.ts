import { expect, test } from 'vitest';
import { setUpHarness } from '../../support/calling/setUpHarness.ts';

const { runInNewPage } = setUpHarness();

/**
 * If an error contains a URL, Vitest mistakes the URL for the path of a local file. The whole run fails when Vitest cannot read
 * that file.
 */
test('an error that a page throws names its position in the page, and contains no URL', async () => {
  const thrownError = await runInNewPage(({ waitUntil }) => waitUntil(() => false, 10)).catch(
    (error: unknown) => error,
  );
  expect(thrownError).toBeInstanceOf(Error);
  const { message, stack } = thrownError as Error;
  expect(message).toMatch(/Did not happen within 10 ms: [^]*page:testPage\.js:\d+:\d+/);
  expect(stack).not.toMatch(/https?:/);
});
