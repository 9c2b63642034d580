import { readFileSync } from 'node:fs';
import { addRoute } from '../http/addRoute.ts';
import type { EmulatorApp } from '../http/env.ts';

/** The JSON schema of directory files. `npm run docs:write -- directory` writes this file. */
const schema = readFileSync(new URL('./directory.schema.json', import.meta.url), 'utf8');

/** Adds the route `GET /directory.schema.json`, from which an editor can load the schema of a directory file. */
export function addSchemaRoutes(app: EmulatorApp): void {
  addRoute(app, 'GET', '/directory.schema.json', {
    summary: 'Returns the JSON Schema of a directory file.',
    answer: 'application/schema+json',
    handle: (c) => c.body(schema, 200, { 'content-type': 'application/schema+json' }),
  });
}
