import type { Browser } from 'playwright';
import type { PersonApi, PersonPageOptions } from '../../../support/calling/page/setUpPersonPage.ts';
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

export interface ScenarioRunner {
  /** @returns the needs of a scenario that the target does not meet. */
  findMissingNeeds(scenario: Scenario): readonly Need[];
  /**
   * Runs a scenario, and ends all calls.
   * @returns the value that the scenario returned. @throws an error of the scenario. With the drop-in SDK also if a page has not
   *   caught an error, or has kept a call, an incoming call, a connection or a track.
   */
  run(scenario: Scenario): Promise<unknown>;
  close(): Promise<void>;
}

/** Pages stay open from one scenario to the next. Only Bob's second page is closed after each scenario. */
export function createScenarioRunner(target: ScenarioTarget): ScenarioRunner {
  const { browser, origin, provides, fetchToken, ...options } = target;
  const pages = new Map<PageName, PersonPage>();
  /** What went wrong in pages with the drop-in SDK. Errors of Microsoft's SDK are only printed. */
  const faults: string[] = [];

  async function openPage(name: PageName): Promise<PersonPage> {
    const context = await browser.newContext();
    const page = await context.newPage();
    page.on('pageerror', ({ message }) => {
      if (options.isDropIn) faults.push(`${name}'s page: ${message}`);
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
      for (const name of scenario.pages ?? (['alice', 'bob'] as const)) {
        const page = pages.get(name) ?? (await openPage(name));
        pages.set(name, page);
        scenarioPages[name] = page;
      }
      try {
        const result = await scenario.run(scenarioPages as Record<PageName, PersonPage>);
        for (const [name, page] of Object.entries(scenarioPages)) {
          if (name === 'bob2') continue;
          const leftOpen = await page.run((api) => api.endAllCalls());
          if (options.isDropIn && Object.values(leftOpen).some((count) => count > 0))
            faults.push(`${name}'s page keeps ${JSON.stringify(leftOpen)}`);
        }
        if (faults.length > 0) throw new Error(faults.splice(0).join('; '));
        return result;
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
