import type { Caller } from '../../../src/server/auth/caller.ts';
import { tenant } from '../../../src/server/fixtures/entra.ts';

/** Creates the ids of a person. @param index tells people apart, below a million million */
export const createPerson = (index: number): Caller => ({
  tid: tenant,
  oid: `44444444-2222-4333-8444-${String(index).padStart(12, '0')}`,
});
