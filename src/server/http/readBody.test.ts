import { Hono } from 'hono';
import { expect, test } from 'vitest';
import { createErrorResponse } from './errorResponse.ts';
import { readBody, checkBodyHeaders } from './readBody.ts';
import type { AppEnv } from './appEnv.ts';
import { createRequestGuard } from './requestGuard.ts';

const app = new Hono<AppEnv>();
app.onError((error, c) => createErrorResponse(error, c, { log: () => {}, createCallerPseudonym: () => '' }));
app.post('/', async (c) => {
  createRequestGuard([])(c);
  checkBodyHeaders(c);
  return c.json(await readBody(c));
});
/** Sends a body to an app with one route, which returns what `readBody` has read. */
const sendBody = (body: string | Uint8Array<ArrayBuffer>): Response | Promise<Response> =>
  app.request('/', { method: 'POST', headers: { 'content-type': 'application/json; charset=UTF-8' }, body });

test('readBody accepts any white space around the only property', async () => {
  const response = await sendBody(' {\r\n\t"teamsUserAadToken" : "eyJ.a-_.b" } ');
  expect([response.status, await response.json()]).toEqual([200, { teamsUserAadToken: 'eyJ.a-_.b' }]);
});

const encodeUtf8 = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
test.each<[string, string | Uint8Array<ArrayBuffer>]>([
  ['no content', ''],
  ['unfinished JSON', '{"teamsUserAadToken":'],
  ['a trailing comma', '{"teamsUserAadToken":"a",}'],
  ['a byte order mark', encodeUtf8('\uFEFF{"teamsUserAadToken":"a"}')],
  // The bytes FF and FE between `{"` and `"}`.
  ['invalid UTF-8', new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d])],
  ['an array of a token', '["a"]'],
  ['an array around the object', '[{"teamsUserAadToken":"a"}]'],
  ['only a string', '"a"'],
  ['only null', 'null'],
  ['an array nested 7,000 levels deep', `{"teamsUserAadToken":${'['.repeat(7_000)}${']'.repeat(7_000)}}`],
  ['a property __proto__', '{"teamsUserAadToken":"a","__proto__":{"x":1}}'],
  ['only a property __proto__', '{"__proto__":{"teamsUserAadToken":"a"}}'],
  ['a property constructor', '{"teamsUserAadToken":"a","constructor":{"prototype":{}}}'],
  [
    'an additional object id',
    '{"teamsUserAadToken":"a","userObjectId":"44444444-2222-4333-8444-555555555555"}',
  ],
  ['an additional endpoint', '{"teamsUserAadToken":"a","endpoint":"https://evil.example"}'],
  ['a repeated key', '{"teamsUserAadToken":"a","teamsUserAadToken":"b"}'],
  ['a repeated key, of which one is escaped', '{"teamsUserAadToken":"a","\\u0074eamsUserAadToken":"b"}'],
  ['a repeated key with a value of another type', '{"teamsUserAadToken":1,"teamsUserAadToken":"b"}'],
  ['an empty token', '{"teamsUserAadToken":""}'],
  ['a number as token', '{"teamsUserAadToken":1}'],
  ['a token that is too long', `{"teamsUserAadToken":"${'x'.repeat(8_193)}"}`],
  ['a control character in the token', '{"teamsUserAadToken":"a\\u0000b"}'],
  ['a line break in the token', '{"teamsUserAadToken":"a\\r\\nX-Injected: 1"}'],
  ['white space in the token', '{"teamsUserAadToken":"a b"}'],
  ['a right-to-left override in the token', '{"teamsUserAadToken":"a\u202Eb"}'],
])('the response to a body with %s has the status 400', async (_name, body) => {
  const response = await sendBody(body);
  expect(response.status).toBe(400);
  const answer = await response.text();
  expect(answer).toMatch(
    /^\{"error":\{"code":"(?:json_malformed|body_invalid)","requestId":"[\w-]{36}"\}\}$/,
  );
});
