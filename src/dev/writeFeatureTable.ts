import { writeFileSync } from 'node:fs';
import { featurePages } from './featureTable.ts';

/** Run by `npm run docs:features`: writes the feature tables into the pages that contain them. */
for (const { path, text } of await featurePages()) writeFileSync(path, text);
