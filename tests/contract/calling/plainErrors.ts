import type { Page } from 'playwright';

/**
 * What a page throws arrives without the page's addresses: vitest would take them for files of this machine (a page
 * at `/` for its root), and fail the whole run on not being able to read them.
 */
export function plainErrors(page: Page): Page {
  const plainly =
    (act: (...given: unknown[]) => Promise<unknown>) =>
    async (...given: unknown[]): Promise<unknown> => {
      try {
        return await act(...given);
      } catch (error) {
        if (error instanceof Error) {
          error.message = error.message.replaceAll(/https?:\/\/[^/\s]+\//g, 'page:');
          error.stack = error.message;
        }
        throw error;
      }
    };
  return Object.assign(page, {
    evaluate: plainly(page.evaluate.bind(page) as never) as Page['evaluate'],
    waitForFunction: plainly(page.waitForFunction.bind(page) as never) as Page['waitForFunction'],
  });
}
