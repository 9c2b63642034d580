import { expect, test } from 'vitest';
import { harnessOfFile } from '../../support/calling/harnessOfFile.ts';

const { run } = harnessOfFile();

test('the error of a page names the position in the page, and no address that a reporter would look up on this machine', async () => {
  const thrown = await run(({ until }) => until(() => false, 10)).catch((error: unknown) => error);
  expect(thrown).toBeInstanceOf(Error);
  const { message, stack } = thrown as Error;
  expect(message).toMatch(/Did not happen within 10 ms: [^]*page:testPage\.js:\d+:\d+/);
  expect(stack).not.toMatch(/https?:/);
});
