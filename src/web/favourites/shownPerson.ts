import { createContext } from 'react';

/** The raw id of the person whose details stand beside the list; `null` if the list stands alone. The row of the person is marked. */
export const ShownPersonContext = createContext<string | null>(null);
