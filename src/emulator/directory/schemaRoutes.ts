import { readFileSync } from 'node:fs';
import { Hono } from 'hono';

/** The JSON schema of directory files. `npm run docs:write -- directory` writes this file. */
const schema = readFileSync(new URL('./directory.schema.json', import.meta.url), 'utf8');

/** Creates the route `GET /directory.schema.json`, from which an editor can load the schema of a directory file. */
export function createSchemaRoutes(): Hono {
  return new Hono().get('/directory.schema.json', (c) =>
    c.body(schema, 200, { 'content-type': 'application/schema+json' }),
  );
}
