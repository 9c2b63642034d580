import { favouritesKey } from '../people/favourites.ts';
import { historyKey } from '../history/history.ts';
import { forgetRejoin } from '../calling/tab/rejoin.ts';
import { forgetStoredValue } from '../base/storedValue.ts';
import { createSettings } from '../settings/settings.ts';

/**
 * Deletes the call history and the favourites of an account from this browser after a sign-out, unless the user chose to
 * keep them. Always deletes the note of the call that could be rejoined. The settings, which hold that choice, and the
 * lists of other accounts stay.
 * @param account Entra object id
 * @param how `forGood` unless the same user may sign in again without leaving this page
 */
export function forgetLists(account: string, how: { forGood: boolean }): void {
  forgetRejoin(account);
  if (createSettings(account).get().keepsLists) return;
  forgetStoredValue(historyKey(account), how);
  forgetStoredValue(favouritesKey(account), how);
}
