import { writeFileSync } from 'node:fs';
import { errorTable, errorTablePath } from './errorTable.ts';

/** Run by `npm run docs:errors`: writes `docs/errors.md`. */
writeFileSync(errorTablePath, await errorTable());
