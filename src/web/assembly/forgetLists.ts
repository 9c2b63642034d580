import { getFavouritesKey } from '../people/favourites.ts';
import { getHistoryKey } from '../history/history.ts';
import { deleteRejoinNote } from '../calling/tab/rejoinOffer.ts';
import { forgetStoredValue } from '../base/storedValue.ts';
import { createSettings } from '../settings/settings.ts';

/**
 * Deletes the call history and the favourites of an account from this browser after a sign-out, unless the user has
 * chosen in the settings to keep them. The note of a call that could be rejoined is always deleted. The settings of the
 * account and the lists of other accounts are not deleted.
 * @param oid Entra object id of the user
 * @param options.forGood whether this page never stores the lists again. `false` if the user may sign in again in this
 * page
 */
export function forgetLists(oid: string, options: { forGood: boolean }): void {
  deleteRejoinNote(oid);
  if (createSettings(oid).get().keepsLists) return;
  forgetStoredValue(getHistoryKey(oid), options);
  forgetStoredValue(getFavouritesKey(oid), options);
}
