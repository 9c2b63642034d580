import type { Browser } from 'playwright';
import type { PersonApi, PersonPageOptions } from '../../../support/calling/page/personApi.ts';
import type { Person } from '../../../support/calling/page/sdk.ts';
import { openTestPage } from '../../../support/calling/testPage.ts';
import type { Need, PageName, PersonPage, Scenario } from './scenario.ts';

/** The SDK under test, with the environment that scenarios need: the drop-in SDK on the emulator, or Microsoft's on Azure. */
export interface ScenarioTarget extends Omit<PersonPageOptions, 'token'> {
  readonly browser: Browser;
  /** The address of a server with the test page at `/test/`. */
  readonly origin: string;
  /** The needs that this target meets. A scenario with other needs does not run. */
  readonly provides: readonly Need[];
  /** @returns an ACS access token of this person. */
  readonly fetchToken: (person: Person) => Promise<string>;
}

interface ScenarioResult {
  /** The value that the scenario returned. */
  readonly result: unknown;
  /** For each page, the counts of calls, incoming calls, connections and tracks that stayed open. All should be zero. */
  readonly leftOpen: Record<string, Record<string, number>>;
}

export interface ScenarioRunner {
  /** @returns the needs of a scenario that the target does not meet. */
  findMissingNeeds(scenario: Scenario): readonly Need[];
  /** @throws an error of the scenario, or an error that a page did not catch. */
  run(scenario: Scenario): Promise<ScenarioResult>;
  close(): Promise<void>;
}

/** Pages stay open from one scenario to the next. Only Bob's second page is closed after each scenario. */
export function createScenarioRunner(target: ScenarioTarget): ScenarioRunner {
  const { browser, origin, provides, fetchToken, ...options } = target;
  const pages = new Map<PageName, PersonPage>();
  /** Errors that pages with the drop-in SDK did not catch. Those of Microsoft's SDK are only printed. */
  const uncaughtErrors: string[] = [];

  async function openPage(name: PageName): Promise<PersonPage> {
    const context = await browser.newContext();
    const page = await context.newPage();
    page.on('pageerror', ({ message }) => {
      if (options.isDropIn) uncaughtErrors.push(`${name}'s page: ${message}`);
      else console.error(`${name}'s page:`, message);
    });
    const token = await fetchToken(name === 'bob2' ? 'bob' : name);
    try {
      return await openTestPage<PersonApi>(page, origin, 'setUpPersonPage', { ...options, token });
    } catch (error) {
      await context.close();
      throw error;
    }
  }

  async function closePages(...names: readonly PageName[]): Promise<void> {
    for (const name of names) {
      await pages.get(name)?.close();
      pages.delete(name);
    }
  }

  return {
    findMissingNeeds: ({ needs = [] }) => needs.filter((need) => !provides.includes(need)),
    async run(scenario) {
      const scenarioPages: Partial<Record<PageName, PersonPage>> = {};
      for (const name of scenario.pages) {
        const page = pages.get(name) ?? (await openPage(name));
        pages.set(name, page);
        scenarioPages[name] = page;
      }
      try {
        const result = await scenario.run(scenarioPages as Record<PageName, PersonPage>);
        const remainingPages = Object.entries(scenarioPages).filter(([name]) => name !== 'bob2');
        const leftOpen = await Promise.all(
          remainingPages.map(
            async ([name, page]) => [name, await page.run((api) => api.endAllCalls())] as const,
          ),
        );
        if (uncaughtErrors.length > 0) throw new Error(uncaughtErrors.splice(0).join('; '));
        return { result, leftOpen: Object.fromEntries(leftOpen) };
      } catch (error) {
        // The pages may be in any state, so the next scenario opens new ones.
        await closePages(...pages.keys());
        throw error;
      } finally {
        await closePages('bob2');
      }
    },
    close: () => closePages(...pages.keys()),
  };
}
