import type { Browser, Page } from 'playwright';
import type { Actor, Cast, Need, Role, Scenario } from './scenarios/scenario.ts';
import { plainErrors } from './plainErrors.ts';
import type { Opening, Person } from './stage/stage.ts';

/** Where scenarios are played: on the drop-in, or on Microsoft's SDK. */
export interface House extends Omit<Opening, 'token'> {
  readonly browser: Browser;
  /** Serves an empty page at `/stage/`, and `/stage.js`. */
  readonly origin: string;
  readonly has: readonly Need[];
  /** Is told of each member of the SDK that a scenario touches, if they are counted. */
  readonly touched?: (member: string) => void;
  /** @returns an ACS access token of this person. */
  token(person: Person): Promise<string>;
}

export interface Theatre {
  /** @returns what the house lacks for this scenario. */
  missing(scenario: Scenario): readonly Need[];
  /** Plays a scenario. @returns what was seen, and what was left open afterwards in each window. @throws what a page did not catch. */
  perform(scenario: Scenario): Promise<{ seen: unknown; left: Record<string, Record<string, number>> }>;
  close(): Promise<void>;
}

/** A page that has no icon asks for one, which is then an error in its console. */
export const emptyPage =
  '<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><title>stage</title>';

const actorIn = (page: Page): Actor => ({
  do: (act: (...args: never[]) => unknown, given?: unknown) =>
    page.evaluate(`(${act.toString()})(globalThis.stage, ${JSON.stringify(given) ?? 'undefined'})`),
});

/** Windows stay open from one scenario to the next; only a person's second one is opened for each anew. */
export function openTheatre(house: House): Theatre {
  const { browser, origin, has, touched, ...opening } = house;
  const windows = new Map<Role, Page>();
  /** What nobody caught in any window of the drop-in. What Microsoft's SDK does not catch is only told. */
  const faults: string[] = [];

  async function open(role: Role): Promise<Page> {
    const person = role === 'bob2' ? 'bob' : role;
    const context = await browser.newContext();
    const page = plainErrors(await context.newPage());
    page.on('pageerror', ({ message }) => {
      if (opening.count) faults.push(`${role}'s page: ${message}`);
      else console.error(`${role}'s page:`, message);
    });
    // tsx wraps functions so that they keep their names; in the page that wrapper does not exist.
    await page.addInitScript('globalThis.__name = (wrapped) => wrapped');
    if (touched) await page.exposeFunction('touched', touched);
    await page.goto(`${origin}/stage/`);
    const given = JSON.stringify({ ...opening, token: await house.token(person) });
    try {
      await page.evaluate(`import('/stage.js').then(({ openStage }) => openStage(${given}))`);
    } catch (error) {
      await context.close();
      throw error;
    }
    return page;
  }

  async function close(...roles: readonly Role[]): Promise<void> {
    for (const role of roles) {
      await windows.get(role)?.context().close();
      windows.delete(role);
    }
  }

  return {
    missing: ({ needs = [] }) => needs.filter((need) => !has.includes(need)),
    async perform(scenario) {
      const cast: Partial<Record<Role, Actor>> = {};
      for (const role of scenario.cast) {
        const page = windows.get(role) ?? (await open(role));
        windows.set(role, page);
        cast[role] = actorIn(page);
      }
      try {
        const seen = await scenario.play(cast as Cast);
        const own = Object.entries(cast).filter(([role]) => role !== 'bob2');
        const left = await Promise.all(
          own.map(async ([role, actor]) => [role, await actor.do((here) => here.clear())] as const),
        );
        if (faults.length > 0) throw new Error(faults.splice(0).join('; '));
        return { seen, left: Object.fromEntries(left) };
      } catch (error) {
        // Whatever state they are in, the next scenario begins with new windows.
        await close(...windows.keys());
        throw error;
      } finally {
        await close('bob2');
      }
    },
    close: () => close(...windows.keys()),
  };
}
