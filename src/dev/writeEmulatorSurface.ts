import { writeFileSync } from 'node:fs';
import { createSurfaceFiles } from './documentation/surfaceFiles.ts';

// `npm run docs:write -- api` runs this file.
for (const { path, text } of await createSurfaceFiles()) writeFileSync(path, text);
