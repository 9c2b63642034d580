import type { Screen } from '../../support/app/screen.ts';
import { callControl } from '../../support/app/appTest.ts';
import type { User } from '../../support/app/user.ts';
import { measureTimeUntil } from '../../support/measureTimeUntil.ts';
import type { FaultEnvironment } from './faultEnvironment.ts';

/** One measurement of a row after its fault, and the limit. All texts are for the printed table. */
export interface RowResult {
  readonly subject: string;
  readonly measured: string;
  readonly allowed: string;
  readonly hasPassed: boolean;
}

/** A row of the table that `npm run test:faults` prints: a fault, and how its results are measured. */
export interface Row {
  readonly fault: string;
  /** @returns why this machine cannot produce the fault; `null` when it can. A row without this method can always run. */
  readonly findReasonToSkip?: (environment: FaultEnvironment) => string | null;
  readonly run: (environment: FaultEnvironment) => Promise<RowResult[]>;
}

/** @param measuredMs the measured time; `null` when the event never happened */
export const createTimeResult = (subject: string, measuredMs: number | null, limitMs: number): RowResult => ({
  subject,
  measured: measuredMs === null ? 'never' : `${Math.round(measuredMs)} ms`,
  allowed: `at most ${limitMs} ms`,
  hasPassed: measuredMs !== null && measuredMs <= limitMs,
});

/**
 * @param subject a statement that must be true
 * @param measured what the table shows as the measurement. Default: `true` or `false`
 */
export const createYesNoResult = (
  subject: string,
  isTrue: boolean,
  measured = String(isTrue),
): RowResult => ({ subject, measured, allowed: 'yes', hasPassed: isTrue });

/** Waits until a user's screen is as wanted. @returns milliseconds from `since` until then; `null` after `limitMs` */
export const waitForScreen = (
  user: User,
  isWanted: (screen: Screen) => boolean,
  limitMs: number,
  since?: number,
): Promise<number | null> => measureTimeUntil(async () => isWanted(await user.readScreen()), limitMs, since);

/**
 * Makes `users[0]` hang up, if that user is in a call.
 * @returns which tracks and peer connections the users' pages still hold open after 5 s; an empty text when there are none.
 */
export async function hangUpAndFindOpenMedia(users: readonly User[]): Promise<string> {
  const [first] = users;
  if (first && (await first.readScreen()).shows === 'call') await callControl(first.page, 'Hang up').click();
  const hasNoOpenMedia = ({ shows, liveTracks, openPeers }: Screen) =>
    shows !== 'call' && liveTracks.audio + liveTracks.video + openPeers === 0;
  const openMedia: string[] = [];
  for (const user of users) {
    if ((await waitForScreen(user, hasNoOpenMedia, 5_000)) !== null) continue;
    const { shows, liveTracks, openPeers } = await user.readScreen();
    openMedia.push(`${user.name}: ${JSON.stringify({ shows, liveTracks, openPeers })}`);
  }
  return openMedia.join('; ');
}

export function createNoUncaughtErrorsResult({ readUncaughtErrors }: FaultEnvironment): RowResult {
  const [firstError] = readUncaughtErrors();
  const measured = firstError?.slice(0, 200) ?? 'none';
  return createYesNoResult('no error is uncaught', firstError === undefined, measured);
}

/** Makes `users[0]` hang up, if that user is in a call. @returns the results with which most rows end. */
export async function hangUpAndCheck(environment: FaultEnvironment, users: readonly User[]) {
  const openMedia = await hangUpAndFindOpenMedia(users);
  return [
    createYesNoResult('no media is open after the call', openMedia === '', openMedia || 'none'),
    createNoUncaughtErrorsResult(environment),
  ];
}

/**
 * Checks that the call of `users[0]` goes on, and makes that user hang up. The check waits up to 10 s, because the app may say
 * *Reconnecting…* for a moment after the connection is back.
 * @returns the results of the check and of the hang-up
 */
export async function checkCallThenHangUp(environment: FaultEnvironment, users: readonly User[]) {
  const connectedAfterMs = await measureTimeUntil(
    async () => (await users[0]?.readScreen())?.status === 'Connected',
    10_000,
  );
  return [
    createYesNoResult('the call goes on', connectedAfterMs !== null),
    ...(await hangUpAndCheck(environment, users)),
  ];
}
