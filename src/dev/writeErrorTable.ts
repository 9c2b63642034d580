import { writeFileSync } from 'node:fs';
import { errorTable, errorTablePath } from './errorTable.ts';

/** `npm run docs:errors`: writes `docs/errors.md` from the translators. */
writeFileSync(errorTablePath, await errorTable());
