import type { JSHandle, Page } from 'playwright';
import { nameHelperScript } from '../browser.ts';
import type { PageSetUps } from './page/setUpPage.ts';

/** A function that runs in a page. It is sent there as text, so it cannot use variables of the file around it. */
type PageFunction<Api, Argument, Result> = (api: Api, argument: Argument) => Result | Promise<Result>;

/**
 * Replaces the page's URLs in an error that a page threw. Vitest mistakes a URL in a stack for the path of a local file. The
 * whole run fails when Vitest cannot read that file.
 */
async function removeAddressesFromErrors<T>(result: Promise<T>): Promise<T> {
  try {
    return await result;
  } catch (error) {
    if (error instanceof Error) {
      error.message = error.message.replaceAll(/https?:\/\/[^/\s]+\//g, 'page:');
      error.stack = error.message;
    }
    throw error;
  }
}

/** A browser page in which a test runs typed functions. @template Api the object that each function gets as its parameter. */
export class TestPage<Api extends object> {
  readonly page: Page;
  private readonly api: JSHandle<Api>;

  constructor(page: Page, api: JSHandle<Api>) {
    this.page = page;
    this.api = api;
  }

  /** Runs a function in the page. Its argument and result must be JSON data. @throws the function's error */
  run<Result>(action: PageFunction<Api, void, Result>): Promise<Result>;
  run<Result, Argument>(action: PageFunction<Api, Argument, Result>, argument: Argument): Promise<Result>;
  run<Result>(action: PageFunction<Api, never, Result>, argument?: unknown): Promise<Result> {
    const handle = this.api as JSHandle;
    return removeAddressesFromErrors(
      handle.evaluate(action as PageFunction<unknown, unknown, Result>, argument),
    );
  }

  /** Runs a function in the page, and adds its result to the API. @returns the same page with the larger API */
  extendApi<Added extends object>(action: PageFunction<Api, void, Added>): Promise<TestPage<Api & Added>>;
  extendApi<Added extends object, Argument>(
    action: PageFunction<Api, Argument, Added>,
    argument: Argument,
  ): Promise<TestPage<Api & Added>>;
  async extendApi<Added extends object>(action: PageFunction<Api, never, Added>, argument?: unknown) {
    const { api } = this;
    // The page's function gets the API itself, and not its handle.
    const extension = api.evaluateHandle(action as PageFunction<unknown, unknown, Added>, argument);
    const added = await removeAddressesFromErrors(extension);
    const extendedApi = await api.evaluateHandle((old: object, more) => Object.assign({}, old, more), added);
    return new TestPage(this.page, extendedApi as unknown as JSHandle<Api & Added>);
  }

  /** Closes the page and the browser context that it was opened in. */
  close(): Promise<void> {
    return this.page.context().close();
  }
}

/** A page that loads `testPage.js`. It names an empty icon, because the browser would log an error for a missing icon. */
export const testPageHtml =
  '<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><title>test page</title><body><script type="module" src="/testPage.js"></script>';

/** Loads the test page, and runs one of the functions of `page/setUpPage.ts` there. @param options that function's parameter. */
export async function openTestPage<Api extends object>(
  page: Page,
  origin: string,
  setUp: keyof PageSetUps,
  options: object,
): Promise<TestPage<Api>> {
  await page.addInitScript(nameHelperScript);
  await page.goto(`${origin}/test/`);
  const argument = { setUp, options };
  const preparation = page.evaluate(({ setUp, options }) => pageSetUps[setUp](options as never), argument);
  await removeAddressesFromErrors(preparation);
  const api = await page.evaluateHandle(() => globalThis.testApi as Api);
  return new TestPage<Api>(page, api as JSHandle<Api>);
}
