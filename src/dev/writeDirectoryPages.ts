import { writeFileSync } from 'node:fs';
import { createDirectoryPages } from './directoryPages.ts';

// `npm run docs:write -- directory` runs this file, which writes the JSON schema of directory files and the tables of its page.
for (const { path, text } of await createDirectoryPages()) writeFileSync(path, text);
