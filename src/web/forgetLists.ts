import { favouritesKey } from './calling/favourites.ts';
import { historyKey } from './calling/history.ts';
import { forgetRejoin } from './calling/rejoin.ts';
import { forgetKept } from './kept.ts';
import { createSettings } from './settings/settings.ts';

/**
 * After a sign-out: takes the call history and the favourites of an account off this computer, unless its person chose to
 * keep them. The call that could be rejoined is forgotten in any case. Settings stay, that choice among them; lists of other accounts are not touched.
 * @param account Entra object id
 * @param how `forGood` unless the same person may sign in again without leaving this page
 */
export function forgetLists(account: string, how: { forGood: boolean }): void {
  forgetRejoin(account);
  if (createSettings(account).get().keepsLists) return;
  forgetKept(historyKey(account), how);
  forgetKept(favouritesKey(account), how);
}
