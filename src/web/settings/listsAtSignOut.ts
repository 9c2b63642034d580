import type { Settings } from './settings.ts';

/**
 * What a sign-out does with the user's lists (favourites and call history with its notes) on this computer. `deletedWithSettings`: the
 * settings are reset, too.
 */
type ListsAtSignOut = 'kept' | 'deleted' | 'deletedWithSettings';

/**
 * Decides what a sign-out does with the user's lists. Older builds know only `keepsLists`, so the choice of a user of such a
 * build counts without `computerAnswered`.
 * @param staysSignedIn whether the user has told Entra to stay signed in, which counts until the user answers in the app
 */
export function decideListsAtSignOut(
  { keepsLists, computerAnswered }: Pick<Settings, 'keepsLists' | 'computerAnswered'>,
  staysSignedIn: boolean,
): ListsAtSignOut {
  if (keepsLists) return 'kept';
  if (computerAnswered) return 'deletedWithSettings';
  return staysSignedIn ? 'kept' : 'deleted';
}
