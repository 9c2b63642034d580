import type { Browser } from 'playwright';
import type { PersonApi, PersonPageOptions } from '../../../support/calling/page/personApi.ts';
import type { Person } from '../../../support/calling/page/sdk.ts';
import { openTestPage } from '../../../support/calling/testPage.ts';
import type { Need, PageName, PersonPage, Scenario } from './scenario.ts';

/** What scenarios run against: the drop-in, or Microsoft's SDK. */
export interface ScenarioTarget extends Omit<PersonPageOptions, 'token'> {
  readonly browser: Browser;
  /** Serves a test page at `/test/`. */
  readonly origin: string;
  /** The needs of scenarios that can be met. */
  readonly provides: readonly Need[];
  /** Is called with each member of the SDK that a scenario uses, if they are counted. */
  readonly memberUsed?: (member: string) => void;
  /** @returns an ACS access token of this person. */
  token(person: Person): Promise<string>;
}

export interface ScenarioRunner {
  /** @returns the needs of a scenario that the target does not meet. */
  missing(scenario: Scenario): readonly Need[];
  /**
   * Runs a scenario.
   * @returns what was observed, and what was left open in each page.
   * @throws what the scenario threw, and errors that a page did not catch.
   */
  run(scenario: Scenario): Promise<{ observed: unknown; left: Record<string, Record<string, number>> }>;
  close(): Promise<void>;
}

/** Pages stay open from one scenario to the next. Only a second page of a person is new each time. */
export function createScenarioRunner(target: ScenarioTarget): ScenarioRunner {
  const { browser, origin, provides, memberUsed, ...options } = target;
  const pages = new Map<PageName, PersonPage>();
  /** Errors that no page of the drop-in caught. Those of Microsoft's SDK are only printed. */
  const uncaught: string[] = [];

  async function open(name: PageName): Promise<PersonPage> {
    const context = await browser.newContext();
    const page = await context.newPage();
    page.on('pageerror', ({ message }) => {
      if (options.memberKinds) uncaught.push(`${name}'s page: ${message}`);
      else console.error(`${name}'s page:`, message);
    });
    if (memberUsed) await page.exposeFunction('reportMember', memberUsed);
    const token = await target.token(name === 'bob2' ? 'bob' : name);
    try {
      return await openTestPage<PersonApi>(page, origin, 'openPersonPage', { ...options, token });
    } catch (error) {
      await context.close();
      throw error;
    }
  }

  async function close(...names: readonly PageName[]): Promise<void> {
    for (const name of names) {
      await pages.get(name)?.close();
      pages.delete(name);
    }
  }

  return {
    missing: ({ needs = [] }) => needs.filter((need) => !provides.includes(need)),
    async run(scenario) {
      const needed: Partial<Record<PageName, PersonPage>> = {};
      for (const name of scenario.pages) {
        const page = pages.get(name) ?? (await open(name));
        pages.set(name, page);
        needed[name] = page;
      }
      try {
        const observed = await scenario.run(needed as Record<PageName, PersonPage>);
        const kept = Object.entries(needed).filter(([name]) => name !== 'bob2');
        const left = await Promise.all(
          kept.map(async ([name, page]) => [name, await page.run((api) => api.clear())] as const),
        );
        if (uncaught.length > 0) throw new Error(uncaught.splice(0).join('; '));
        return { observed, left: Object.fromEntries(left) };
      } catch (error) {
        // The pages may be in any state, so the next scenario opens new ones.
        await close(...pages.keys());
        throw error;
      } finally {
        await close('bob2');
      }
    },
    close: () => close(...pages.keys()),
  };
}
