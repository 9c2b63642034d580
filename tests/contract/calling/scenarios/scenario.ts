import type { PersonApi } from '../../../support/calling/page/personApi.ts';
import type { Person } from '../../../support/calling/page/sdk.ts';
import type { TestPage } from '../../../support/calling/testPage.ts';

/** Names a page by the person who is signed in there. `bob2` is a second page of Bob. */
export type PageName = Person | 'bob2';

/** The page of one person, in which a scenario runs its steps. */
export type PersonPage = TestPage<PersonApi>;

/**
 * A requirement of a scenario besides its people. The emulator meets all of them. On Azure, environment variables say which
 * are met.
 */
export type Need =
  /** A Teams chat with Alice, Bob and Carol in it, for group calls. */
  | 'thread'
  /** The link of a meeting that Alice, Bob and Carol may enter. */
  | 'meeting'
  /** Meetings of the emulator in which people have roles, and one with a lobby. */
  | 'roles'
  /** Phone numbers and bots of the emulator: they answer, are busy or never answer. */
  | 'bots'
  /** Shorter waiting times than in the service. */
  | 'timing';

/**
 * A test of one promise of Microsoft's documentation. It uses only the SDK's public API, so it runs on the emulator and on
 * Azure.
 */
export interface Scenario {
  readonly title: string;
  /** The page on learn.microsoft.com that makes the promise. */
  readonly docs: string;
  /** The pages that the scenario needs. */
  readonly pages: readonly PageName[];
  readonly needs?: readonly Need[];
  /** Runs the steps. The returned value is compared with `expected`. */
  readonly run: (this: void, pages: Readonly<Record<PageName, PersonPage>>) => Promise<unknown>;
  readonly expected: unknown;
}
