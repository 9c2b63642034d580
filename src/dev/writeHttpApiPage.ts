import { writeFileSync } from 'node:fs';
import { createHttpApiPage, httpApiPagePath } from './documentation/httpApiPage.ts';

// `npm run docs:write -- api` runs this file.
writeFileSync(httpApiPagePath, await createHttpApiPage());
