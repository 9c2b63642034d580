import { writeFileSync } from 'node:fs';
import { createFeaturePages } from './featureTable.ts';

// `npm run docs:write -- features` runs this file, which writes the feature tables into the pages that contain them.
for (const { path, text } of await createFeaturePages()) writeFileSync(path, text);
