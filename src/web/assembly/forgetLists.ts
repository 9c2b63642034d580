import { favouritesKey } from '../people/favourites.ts';
import { historyKey } from '../history/history.ts';
import { forgetRejoin } from '../calling/tab/rejoin.ts';
import { forgetStoredValue } from '../base/storedValue.ts';
import { createSettings } from '../settings/settings.ts';

/**
 * After a sign-out: takes the call history and the favourites of an account off this computer, unless its person chose to
 * keep them. The call that could be rejoined is forgotten in any case. Settings stay, that choice among them; lists of other accounts are not touched.
 * @param account Entra object id
 * @param how `forGood` unless the same person may sign in again without leaving this page
 */
export function forgetLists(account: string, how: { forGood: boolean }): void {
  forgetRejoin(account);
  if (createSettings(account).get().keepsLists) return;
  forgetStoredValue(historyKey(account), how);
  forgetStoredValue(favouritesKey(account), how);
}
