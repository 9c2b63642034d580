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
 * A test of one promise of Microsoft's documentation. It runs on the emulator and on Azure, so it uses only the SDK's public
 * API. The tests beside this folder test what only the emulator can do.
 */
export interface Scenario {
  readonly title: string;
  /** The page on learn.microsoft.com that makes the promise. */
  readonly docs: string;
  readonly needs?: Need;
  /** Runs the steps in the pages of Alice, Bob and Carol. The returned value is compared with `expected`. */
  readonly run: (this: void, pages: Readonly<Record<Person, PersonPage>>) => Promise<unknown>;
  readonly expected: unknown;
}

const acs = 'https://learn.microsoft.com/azure/communication-services';

/** The pages of Microsoft's documentation whose promises the scenarios test. */
export const docs = {
  manageCalls: `${acs}/how-tos/cte-calling-sdk/manage-calls`,
  rawMedia: `${acs}/quickstarts/voice-video-calling/get-started-raw-media-access`,
  videoConstraints: `${acs}/concepts/voice-video-calling/video-constraints`,
  audioEffects: `${acs}/tutorials/audio-quality-enhancements/add-noise-supression`,
  manageVideo: `${acs}/how-tos/calling-sdk/manage-video`,
  endCodes: `${acs}/resources/troubleshooting/voice-video-calling/troubleshooting-codes`,
  transfer: `${acs}/how-tos/calling-sdk/transfer-calls`,
  raiseHand: `${acs}/how-tos/calling-sdk/raise-hand`,
  realTimeText: `${acs}/quickstarts/voice-video-calling/get-started-with-real-time-text`,
  mediaStats: `${acs}/concepts/voice-video-calling/media-quality-sdk`,
  meetings: `${acs}/how-tos/calling-sdk/teams-interoperability`,
} as const;
