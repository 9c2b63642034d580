import type { PersonApi } from '../../../support/calling/page/setUpPersonPage.ts';
import type { Person } from '../../../support/calling/page/sdk.ts';
import type { TestPage } from '../../../support/calling/testPage.ts';

/** The page of one person, in which a scenario runs its steps. */
export type PersonPage = TestPage<PersonApi>;

/**
 * A requirement of a scenario besides its people: a Teams chat with Alice, Bob and Carol in it, for group calls, or the link
 * of a meeting that they may enter. On Azure, environment variables name the chat and the meeting.
 */
export type Need = 'thread' | 'meeting';

/**
 * A test of a promise that Microsoft's documentation makes. It runs on the emulator and on Azure, so it uses only the SDK's
 * public API. The tests beside this folder test what only the emulator can do.
 */
export interface Scenario {
  readonly title: string;
  readonly needs?: Need;
  /** Runs the steps in the pages of Alice, Bob and Carol. The returned value is compared with `expected`. */
  readonly run: (this: void, pages: Readonly<Record<Person, PersonPage>>) => Promise<unknown>;
  readonly expected: unknown;
}
