import { expect, test } from 'vitest';
import { harnessOfFile } from './ofFile.ts';

const { play } = harnessOfFile();

test('what a page throws says where in the page, and no address a reporter would look up on this machine', async () => {
  const thrown = await play('await until(() => false, 10)').catch((e: Error) => e);
  expect(thrown).toBeInstanceOf(Error);
  const { message, stack } = thrown as Error;
  expect(message).toMatch(/never: [^]*page::\d+:\d+/);
  expect(stack).not.toMatch(/https?:/);
});
