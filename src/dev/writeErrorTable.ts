import { writeFileSync } from 'node:fs';
import { createErrorPage, errorPagePath } from './errorTable.ts';

// `npm run docs:write -- errors` runs this file, which writes `docs/errors.md`.
writeFileSync(errorPagePath, await createErrorPage());
