import type { BrowserContext, Page } from 'playwright';
import { people } from '../support/app/appTest.ts';
import { measureBareCard } from '../support/app/ringToCard.ts';
import { createUserContext, openTab, type PageError } from '../support/app/user.ts';
import { launchChromium } from '../support/browser.ts';
import { createControls } from '../support/controls.ts';
import { buildEmulatedApp, startSystem } from '../support/system.ts';
import { CallLedger } from './callLedger.ts';

export const receptionist = people.alice;
/** Each answers every call, in a browser profile of their own. */
export const colleagues = [people.bob, people.carol] as const;
/** Declines every call. */
export const refuser = people.decline;
export type Colleague = Pick<typeof receptionist, 'name' | 'upn' | 'id'>;

/** Runs in the page: stores the colleagues as favourites. */
function storeFavourites({ oid, favourites }: { oid: string; favourites: readonly object[] }): void {
  localStorage.setItem(`switchboard.kept.favourites.${oid}`, JSON.stringify(favourites));
}

/** Runs in the page of a colleague, before the app: accepts every call. */
function acceptCalls(): void {
  setInterval(() => {
    const buttons = [...document.querySelectorAll<HTMLElement>('[role=alertdialog] button')];
    buttons
      .find(({ textContent, ariaDisabled }) => textContent === 'Accept' && ariaDisabled !== 'true')
      ?.click();
  }, 200);
}

/** Starts the app with the emulator, and opens the pages of the receptionist and of the colleagues. */
export async function openDesk({
  onChange,
  prepare = async () => {},
}: {
  /** Learns of each change of a caller's state. */
  onChange?: ConstructorParameters<typeof CallLedger>[1];
  /** Prepares the receptionist's browser profile, before a page is open. */
  prepare?: (context: BrowserContext) => Promise<unknown>;
} = {}) {
  buildEmulatedApp();
  const system = await startSystem();
  const controls = createControls(system);
  const browser = await launchChromium();
  const errors: PageError[] = [];
  const noteError = (error: PageError) => errors.push(error);
  for (const colleague of colleagues) {
    const colleagueContext = await createUserContext(browser);
    await colleagueContext.addInitScript(acceptCalls);
    await openTab(colleagueContext, system.url, colleague, noteError);
  }
  const context = await createUserContext(browser);
  await prepare(context);
  const openReceptionistTab = async () => {
    const { page } = await openTab(context, system.url, receptionist, noteError);
    await page.setViewportSize({ width: 1280, height: 800 });
    return page;
  };
  const page = await openReceptionistTab();
  const favourites = [...colleagues, refuser].map(({ id, name }) => ({ id: `8:orgid:${id}`, name }));
  await page.evaluate(storeFavourites, { oid: receptionist.id, favourites });
  await page.reload();
  await page.getByRole('list', { name: 'Favourites' }).first().waitFor();
  const ledger = new CallLedger(controls.listCalls, onChange);
  ledger.start();
  const barePage = await browser.newPage();
  return {
    page,
    context,
    controls,
    ledger,
    /** The errors that a page has logged, or has not caught. */
    errors,
    openReceptionistTab,
    /** Measures the floor of the time from a ring to its card, in milliseconds. */
    measureBareCard: () => measureBareCard(barePage, controls.listCalls),
    async close(): Promise<void> {
      await ledger.stop();
      await browser.close();
      await system.close();
    },
  };
}

export type Desk = Awaited<ReturnType<typeof openDesk>>;

/** A caller whom the emulator plays. */
export interface Caller {
  /** The telephone number, or the name of a colleague who calls. */
  readonly name: string;
  /** How the emulator's controls name the caller. */
  readonly persona: string;
}

/** Creates telephones that each call once. */
export function createCallers(controls: Desk['controls']) {
  let count = 0;
  const ring = async ({ persona }: Caller, giveUpAfterMs?: number) => {
    await controls.runAction({
      as: persona,
      act: 'ring',
      to: receptionist.upn,
      ...(giveUpAfterMs !== undefined && { giveUpAfterMs }),
    });
  };
  return {
    create: (): Caller => {
      count += 1;
      const name = `+1425556${String(count).padStart(4, '0')}`;
      return { name, persona: name };
    },
    ring,
    /** Lets somebody whom the emulator plays leave their call. */
    leave: ({ persona }: Caller) => controls.runAction({ as: persona, act: 'leave' }),
  };
}

/** Matches a caller's name as the app writes it: telephone numbers have spaces there. */
export const toShownName = ({ name }: Caller): RegExp =>
  new RegExp(
    name
      .split('')
      .map((character) => character.replace(/\W/, String.raw`\$&`))
      .join(String.raw`\s*`),
  );

/** The card of a ringing call. */
export const findCard = (page: Page, caller: Caller) =>
  page.getByRole('alertdialog', { name: toShownName(caller) });

/** The row of a call in the list *Calls*. */
export const findRow = (page: Page, caller: Caller) =>
  page
    .getByRole('list', { name: 'Calls', exact: true })
    .getByRole('listitem')
    .filter({ hasText: toShownName(caller) });
