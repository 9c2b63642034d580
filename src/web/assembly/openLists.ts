import { createListsFolder } from '../backend/appFolder.ts';
import type { Graph } from '../backend/graph.ts';
import { featurePermissions, type Consents } from '../consent/consents.ts';
import type { ExchangeDeps } from '../lists/exchangeLists.ts';
import { followLists } from '../lists/followLists.ts';

export interface ListsDeps extends Omit<ExchangeDeps, 'folder'> {
  readonly graph: Graph;
  readonly consents: Consents;
  readonly origins: readonly string[];
}

/** Opens the user's lists in OneDrive. A chunk of its own. */
export function openLists({ graph, consents, origins, ...deps }: ListsDeps) {
  const folder = createListsFolder(graph, featurePermissions.lists.scopes, origins);
  let isFollowing = false;
  return {
    removeFile: folder.remove,
    /** Keeps the lists up to date from now on. Further calls change nothing. */
    follow: () => {
      if (isFollowing) return;
      isFollowing = true;
      const isAllowed = async () => (await consents.find('lists')) === 'granted';
      const runSoon = followLists({ ...deps, folder }, isAllowed);
      let isGranted = false;
      consents.states.subscribe(() => {
        if (consents.states.get().lists === 'granted' && !isGranted) runSoon();
        isGranted = consents.states.get().lists === 'granted';
      });
    },
  };
}
