import { writeFileSync } from 'node:fs';
import { featurePages } from './featureTable.ts';

/** `npm run docs:features`: writes what stands behind each feature into the pages that tell of it. */
for (const { path, text } of await featurePages()) writeFileSync(path, text);
