import { readDirectory } from '../directory/readDirectory.ts';

/** The default directory. Its redirect URIs are for an app on port 5173. */
export const directory = readDirectory(undefined, 5173);

export const { people, findPerson } = directory;
