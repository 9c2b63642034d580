import type { JSHandle, Page } from 'playwright';
import type { TestPageOpeners } from './page/open.ts';
import { withoutAddresses } from './pageErrors.ts';

/** A function that runs in a page. It is sent there as text: it sees nothing of the file that it stands in. */
type PageFunction<Api, Given, Result> = (api: Api, given: Given) => Result | Promise<Result>;

/** A browser page in which a test runs typed functions. @template Api what each of them is given. */
export class TestPage<Api extends object> {
  readonly page: Page;
  private readonly api: JSHandle<Api>;

  constructor(page: Page, api: JSHandle<Api>) {
    this.page = page;
    this.api = api;
  }

  /** @returns what the function returned, which must be plain data. @throws what it threw. */
  run<Result>(act: PageFunction<Api, void, Result>): Promise<Result>;
  run<Result, Given>(act: PageFunction<Api, Given, Result>, given: Given): Promise<Result>;
  run<Result>(act: PageFunction<Api, never, Result>, given?: unknown): Promise<Result> {
    const handle = this.api as JSHandle;
    return withoutAddresses(handle.evaluate(act as PageFunction<unknown, unknown, Result>, given));
  }

  /** Runs a function. @returns this page, whose functions are given what the function returned as well. */
  async keep<Kept extends object>(act: PageFunction<Api, void, Kept>): Promise<TestPage<Api & Kept>> {
    const handle = this.api as JSHandle;
    const kept = await withoutAddresses(handle.evaluateHandle(act as PageFunction<unknown, void, Kept>));
    const api = await handle.evaluateHandle((api, kept) => Object.assign({}, api, kept), kept);
    return new TestPage(this.page, api as unknown as JSHandle<Api & Kept>);
  }

  /** Closes the page and the browser context that it was opened in. */
  close(): Promise<void> {
    return this.page.context().close();
  }
}

/** Loads `testPage.js`. A page without an icon asks for one, and logs an error when there is none. */
export const testPageHtml =
  '<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><title>test page</title><body><script type="module" src="/testPage.js"></script>';

/** Opens a page with one of the openers of `page/open.ts`, and takes hold of what functions are given there. */
export async function openTestPage<Api extends object>(
  page: Page,
  origin: string,
  opener: keyof TestPageOpeners,
  options: object,
): Promise<TestPage<Api>> {
  // tsx wraps functions so that they keep their names; that wrapper does not exist in the page.
  await page.addInitScript('globalThis.__name = (wrapped) => wrapped');
  await page.goto(`${origin}/test/`);
  const opened = page.evaluate(
    ({ opener, options }) => globalThis.testPageOpeners[opener](options as never),
    { opener, options },
  );
  await withoutAddresses(opened);
  const api = await page.evaluateHandle(() => globalThis.testApi as Api);
  return new TestPage<Api>(page, api as JSHandle<Api>);
}
