import type { PersonApi } from '../../../support/calling/page/personApi.ts';
import type { Person } from '../../../support/calling/page/sdk.ts';
import type { TestPage } from '../../../support/calling/testPage.ts';

/** Whose page it is. `bob2` is a second page of Bob. */
export type PageName = Person | 'bob2';

/** The page of one person. */
export type PersonPage = TestPage<PersonApi>;

/** What a scenario needs besides the people. The emulator has all of it; on Azure the environment says what there is. */
export type Need =
  /** A Teams chat with all three people in it, for group calls. */
  | 'thread'
  /** The link of a meeting that all three people may enter. */
  | 'meeting'
  /** Meetings in which people have roles, and a lobby. */
  | 'roles'
  /** Numbers and people that answer as the emulator's bots do. */
  | 'bots'
  /** Shortened waiting times. */
  | 'timing';

/** One promise of the documentation, tried with the SDK's public API only. */
export interface Scenario {
  readonly title: string;
  /** The page on learn.microsoft.com that makes the promise. */
  readonly docs: string;
  /** The pages that the scenario needs. */
  readonly pages: readonly PageName[];
  readonly needs?: readonly Need[];
  /** @returns what was observed. */
  readonly run: (this: void, pages: Readonly<Record<PageName, PersonPage>>) => Promise<unknown>;
  /** What must have been observed. */
  readonly expected: unknown;
}
