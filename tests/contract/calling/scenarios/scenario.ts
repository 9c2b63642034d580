import type { PersonApi } from '../../../support/calling/page/setUpPersonPage.ts';
import type { Person } from '../../../support/calling/page/sdk.ts';
import type { TestPage } from '../../../support/calling/testPage.ts';

/** Names a page by the person who is signed in there. `bob2` is a second page of Bob. */
export type PageName = Person | 'bob2';

/** The page of one person, in which a scenario runs its steps. */
export type PersonPage = TestPage<PersonApi>;

/**
 * A requirement of a scenario besides its people: a Teams chat with Alice, Bob and Carol in it, for group calls, or the link
 * of a meeting that they may enter. On Azure, environment variables name the chat and the meeting.
 */
export type Need = 'thread' | 'meeting';

/**
 * A test of one promise of Microsoft's documentation. It runs on the emulator and on Azure, so it uses only the SDK's public
 * API. The tests beside this folder test what only the emulator can do.
 */
export interface Scenario {
  readonly title: string;
  /** The page on learn.microsoft.com that makes the promise. */
  readonly docs: string;
  /** The pages that the scenario needs. Default: `alice` and `bob`. */
  readonly pages?: readonly PageName[];
  readonly needs?: readonly Need[];
  /** Runs the steps. The returned value is compared with `expected`. */
  readonly run: (this: void, pages: Readonly<Record<PageName, PersonPage>>) => Promise<unknown>;
  readonly expected: unknown;
}
