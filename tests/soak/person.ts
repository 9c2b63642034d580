import type { Browser, CDPSession } from 'playwright';
import type { people } from '../support/app/appTest.ts';
import type { Screen } from '../support/app/screen.ts';
import { createUserContext, openTab, type PageError, type User } from '../support/app/user.ts';
import { offsetClock } from './pageClock.ts';
import { drainPressLog, watchPresses, type PressLog } from './pressLog.ts';

/** Milliseconds that a page may take to answer the test. A page that reloads or is overloaded may never answer. */
const answerTimeoutMs = 5_000;

/** @returns the result of a task, or `null` if the page does not answer in time or is gone */
async function askPage<T>(task: Promise<T>): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, answerTimeoutMs, null);
  });
  const answer = await Promise.race([task.catch(() => null), timeout]);
  clearTimeout(timer);
  return answer;
}

/** One browser tab of a person. A reload makes a new page in the same tab. */
export class Tab {
  readonly user: User;
  readonly person: Person;
  /** The person's name and the number of the tab, for example `Alice Archer/2`. */
  readonly label: string;
  /** Protocol access to the page, for faults that Playwright itself does not offer. */
  readonly cdp: CDPSession;
  /** Whether the browser has stopped all scripts of the page. Such a page answers nothing. */
  isFrozen = false;
  /** Whether a fault makes writing into the storage of the browser fail in this tab. */
  hasStorageFault = false;
  /** How often such a fault has begun in this tab. */
  storageFaultCount = 0;
  /** The last screen that was read; `null` after a reload, and before the first reading. */
  lastScreen: Screen | null = null;
  /** The ids of the endpoints (agent connections) that the page has had. */
  endpoints: readonly string[] = [];

  constructor(person: Person, user: User, cdp: CDPSession, number: number) {
    this.person = person;
    this.user = user;
    this.cdp = cdp;
    this.label = `${person.name}/${number}`;
  }

  get page() {
    return this.user.page;
  }

  /** Reads the screen. @returns `null` if the page does not answer */
  async readScreen(): Promise<Screen | null> {
    const screen = this.isFrozen ? null : await askPage(this.user.readScreen());
    if (screen) this.lastScreen = screen;
    return screen;
  }

  /** Empties the page's log of presses and commands. @returns `null` if the page does not answer */
  async drainPressLog(): Promise<PressLog | null> {
    return this.isFrozen ? null : askPage(this.page.evaluate(drainPressLog));
  }
}

/** Creates a browser profile of a test user, who has the app open in two tabs. */
export async function openPerson(
  browser: Browser,
  url: string,
  { upn, id, name }: (typeof people)['alice'],
  onError: (error: PageError) => void,
) {
  const context = await createUserContext(browser);
  await context.addInitScript(watchPresses);
  await context.addInitScript(offsetClock);
  const tabsByNumber = new Map<number, Tab>();
  const person = {
    upn,
    id,
    name,
    context,
    get tabs(): readonly Tab[] {
      return [...tabsByNumber.values()];
    },
    /** The number of the tab that is closed; `null` if both are open. */
    get closedNumber(): number | null {
      return [1, 2].find((number) => !tabsByNumber.has(number)) ?? null;
    },
    /** Opens the app in a new tab, where the user signs in again. */
    openTab: async (number: number): Promise<void> => {
      const user = await openTab(context, url, person, onError);
      // On a busy machine, a page may take many seconds for a press.
      user.page.setDefaultTimeout(30_000);
      const cdp = await context.newCDPSession(user.page);
      tabsByNumber.set(number, new Tab(person, user, cdp, number));
    },
    closeTab: async (tab: Tab): Promise<void> => {
      for (const [number, open] of tabsByNumber) if (open === tab) tabsByNumber.delete(number);
      // The page runs its listeners of `beforeunload`, as when a user closes a tab.
      await Promise.all([tab.page.waitForEvent('close'), tab.page.close({ runBeforeUnload: true })]);
    },
  };
  for (const number of [1, 2]) await person.openTab(number);
  return person;
}

export type Person = Awaited<ReturnType<typeof openPerson>>;
