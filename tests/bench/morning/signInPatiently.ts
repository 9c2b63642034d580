import { requestFirstToken } from '../../../src/web/backend/firstToken.ts';
import type { AcsToken, TokenHook } from '../../../src/web/backend/tokenHook.ts';
import type { Result } from '../../../src/web/errors/problem.ts';

/** The app shows a button when it stops waiting. A person presses it after this time, in milliseconds. */
const pressAfterMs = 5_000;
/** A person who has no token after this time, in milliseconds, gives up, and is lost. */
const giveUpAfterMs = 300_000;

/**
 * Signs a person in as the app does, with a person who presses the button _Try again_ for five minutes.
 *
 * @param onPress runs whenever the person presses the button
 * @returns the token, or the last problem
 */
export async function signInPatiently(hook: TokenHook, onPress: () => void): Promise<Result<AcsToken>> {
  const startedAt = Date.now();
  for (;;) {
    const result = await requestFirstToken(hook, () => false);
    const hasGivenUp = Date.now() - startedAt > giveUpAfterMs;
    if (result.ok || result.problem.remedy !== 'retry' || hasGivenUp) return result;
    onPress();
    await new Promise((resolve) => setTimeout(resolve, pressAfterMs));
  }
}
