import type { Screen } from '../../support/app/screen.ts';
import { control } from '../../support/app/appTest.ts';
import type { User } from '../../support/app/user.ts';
import { timeUntil } from '../../support/timeUntil.ts';
import type { FaultEnvironment } from './faultEnvironment.ts';
import { isTrue, type Figure } from './row.ts';

/**
 * Makes the first user hang up.
 * @returns the media that some user's page still holds open 5 s later, as text; an empty text when there is none.
 */
export async function leftAfterCall(users: readonly User[]): Promise<string> {
  const [first] = users;
  if (first && (await first.readScreen()).shows === 'call') await control(first.page, 'Hang up').click();
  const isIdle = ({ shows, liveTracks, openPeers }: Screen) =>
    shows !== 'call' && liveTracks.audio + liveTracks.video + openPeers === 0;
  const left: string[] = [];
  for (const user of users) {
    const took = await timeUntil(async () => isIdle(await user.readScreen()), 5_000);
    if (took !== null) continue;
    const { shows, liveTracks, openPeers } = await user.readScreen();
    left.push(`${user.name}: ${JSON.stringify({ shows, liveTracks, openPeers })}`);
  }
  return left.join('; ');
}

export function noUncaughtError(environment: Pick<FaultEnvironment, 'uncaughtErrors'>): Figure {
  const [first] = environment.uncaughtErrors();
  return isTrue('no uncaught error', first === undefined, first?.slice(0, 200) ?? 'none');
}

/** Makes the first user hang up. @returns the figures with which most rows end. */
export async function figuresAfterCall(
  environment: FaultEnvironment,
  users: readonly User[],
): Promise<Figure[]> {
  const left = await leftAfterCall(users);
  return [
    isTrue('nothing is open after hanging up', left === '', left || 'nothing'),
    noUncaughtError(environment),
  ];
}

/**
 * Ends a row in which the call stays. The page may say *Reconnecting…* for a moment after the connection is back.
 * @param users the first one's screen is read
 */
export async function figuresIfCallStays(
  environment: FaultEnvironment,
  users: readonly User[],
): Promise<Figure[]> {
  const stays = await timeUntil(async () => (await users[0]?.readScreen())?.status === 'Connected', 10_000);
  return [isTrue('the call stays', stays !== null), ...(await figuresAfterCall(environment, users))];
}
