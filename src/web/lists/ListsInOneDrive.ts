import { createContext } from 'react';
import type { Readable } from '../base/store.ts';
import type { SyncFault, SyncStatus } from './syncStatus.ts';

export interface ListsInOneDrive {
  readonly status: Readable<SyncStatus>;
  /** Forgets the last merge, so that nothing that is removed until the user switches this on again counts as removed. */
  readonly stop: () => void;
  /** Deletes the file. @returns why it could not be deleted */
  readonly removeFile: () => Promise<SyncFault | null>;
}

/** `null` in a deployment that does not offer this, which is the default. */
export const ListsInOneDriveContext = createContext<ListsInOneDrive | null>(null);
