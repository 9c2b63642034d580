import { loadPart } from '../base/loadPart.ts';
import { runWhenIdle } from '../base/runWhenIdle.ts';
import type { Config } from '../config/schema.ts';
import type { ListsInOneDrive } from '../lists/ListsInOneDrive.ts';
import { createSyncStatus, forgetMerge } from '../lists/syncStatus.ts';
import type { ListsDeps } from './openLists.ts';

/**
 * Offers to keep the lists in OneDrive. The code is a chunk of its own, which is loaded once the user wants that.
 * @returns also a function that begins once the user can call; `null` if `config.json` offers no OneDrive
 */
export function createListsInOneDrive(
  { graph }: Config,
  deps: Omit<ListsDeps, 'origins' | 'status'>,
): (ListsInOneDrive & { readonly begin: () => void }) | null {
  const origins = graph.oneDriveOrigins;
  if (!origins) return null;
  const { oid, lists } = deps;
  const status = createSyncStatus(oid);
  const load = async () => {
    const { openLists } = await loadPart(() => import('./openLists.ts'), 'openLists');
    return openLists({ ...deps, origins, status });
  };
  let opening: ReturnType<typeof load> | null = null;
  const open = () => (opening ??= load());
  const follow = async () => {
    if (!lists.settings.get().keepsInOneDrive) return;
    // If the chunk cannot be loaded, the next change of a setting, or the next page, tries it again.
    const opened = await open().catch(() => (opening = null));
    opened?.follow();
  };
  return {
    status,
    stop: () => forgetMerge(oid, { forGood: false }),
    removeFile: async () => {
      const opened = await open().catch(() => (opening = null));
      return opened ? opened.removeFile() : 'unavailable';
    },
    begin: () => {
      lists.settings.subscribe(() => void follow());
      runWhenIdle(() => void follow());
    },
  };
}
