import type { Browser } from 'playwright';
import type { PersonApi, PersonPageOptions } from '../../../support/calling/page/setUpPersonPage.ts';
import type { Person } from '../../../support/calling/page/sdk.ts';
import { openTestPage } from '../../../support/calling/testPage.ts';
import type { PersonPage, Scenario } from './scenario.ts';

/** The SDK under test, with the environment that scenarios need: the drop-in SDK on the emulator, or Microsoft's on Azure. */
export interface ScenarioTarget extends Omit<PersonPageOptions, 'token'> {
  readonly browser: Browser;
  /** The address of a server with the test page at `/test/`. */
  readonly origin: string;
  /** @returns an ACS access token of this person. */
  readonly fetchToken: (person: Person) => Promise<string>;
}

export type ScenarioRunner = ReturnType<typeof createScenarioRunner>;

export function createScenarioRunner({ browser, origin, fetchToken, ...options }: ScenarioTarget) {
  /** The pages of the three persons. They stay open from one scenario to the next, unless a scenario fails. */
  const pages = new Map<Person, PersonPage>();
  /** What went wrong in pages with the drop-in SDK. Errors of Microsoft's SDK are only printed. */
  const faults: string[] = [];

  async function openPage(name: Person): Promise<PersonPage> {
    const context = await browser.newContext();
    const page = await context.newPage();
    page.on('pageerror', ({ message }) => {
      if (options.isDropIn) faults.push(`${name}'s page: ${message}`);
      else console.error(`${name}'s page:`, message);
    });
    const token = await fetchToken(name);
    try {
      return await openTestPage<PersonApi>(page, origin, 'setUpPersonPage', { ...options, token });
    } catch (error) {
      await context.close();
      throw error;
    }
  }

  async function closePages(): Promise<void> {
    for (const page of pages.values()) await page.close();
    pages.clear();
  }

  return {
    /**
     * Runs a scenario, and ends all calls. @returns the value that the scenario returned. @throws an error of the scenario. With
     * the drop-in SDK also if a page has not caught an error, or has kept a call, an incoming call, a connection or a track.
     */
    async run(scenario: Scenario): Promise<unknown> {
      for (const name of ['alice', 'bob', 'carol'] as const)
        if (!pages.has(name)) pages.set(name, await openPage(name));
      try {
        const result = await scenario.run(Object.fromEntries(pages) as Record<Person, PersonPage>);
        for (const [name, page] of pages) {
          const leftOpen = await page.run((api) => api.endAllCalls());
          if (options.isDropIn && Object.values(leftOpen).some((count) => count > 0))
            faults.push(`${name}'s page keeps ${JSON.stringify(leftOpen)}`);
        }
        if (faults.length > 0) throw new Error(faults.splice(0).join('; '));
        return result;
      } catch (error) {
        // The pages may be in any state, so the next scenario opens new ones.
        await closePages();
        throw error;
      }
    },
    close: closePages,
  };
}
