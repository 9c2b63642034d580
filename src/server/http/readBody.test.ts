import { Hono } from 'hono';
import { expect, test } from 'vitest';
import { errorResponse } from './errorResponse.ts';
import { readBody, checkBodyHeaders } from './readBody.ts';
import type { AppEnv } from './appEnv.ts';
import { createRequestGuard } from './requestGuard.ts';

const app = new Hono<AppEnv>();
app.onError((error, c) => errorResponse(error, c, { log: () => {}, pseudonymOf: () => '' }));
app.post('/', async (c) => {
  createRequestGuard([])(c);
  checkBodyHeaders(c);
  return c.json(await readBody(c));
});
const post = (body: string | Uint8Array<ArrayBuffer>): Response | Promise<Response> =>
  app.request('/', { method: 'POST', headers: { 'content-type': 'application/json; charset=UTF-8' }, body });

test('reads the one member, with any white space', async () => {
  const response = await post(' {\r\n\t"teamsUserAadToken" : "eyJ.a-_.b" } ');
  expect([response.status, await response.json()]).toEqual([200, { teamsUserAadToken: 'eyJ.a-_.b' }]);
});

const utf8 = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
test.each<[string, string | Uint8Array<ArrayBuffer>]>([
  ['nothing', ''],
  ['malformed', '{"teamsUserAadToken":'],
  ['malformed: trailing comma', '{"teamsUserAadToken":"a",}'],
  ['BOM', utf8('\uFEFF{"teamsUserAadToken":"a"}')],
  ['invalid UTF-8', new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d])],
  ['array', '["a"]'],
  ['array around it', '[{"teamsUserAadToken":"a"}]'],
  ['scalar', '"a"'],
  ['null', 'null'],
  ['10,000-deep nesting', `{"teamsUserAadToken":${'['.repeat(7_000)}${']'.repeat(7_000)}}`],
  ['__proto__', '{"teamsUserAadToken":"a","__proto__":{"x":1}}'],
  ['__proto__ alone', '{"__proto__":{"teamsUserAadToken":"a"}}'],
  ['constructor', '{"teamsUserAadToken":"a","constructor":{"prototype":{}}}'],
  ['an id in the body', '{"teamsUserAadToken":"a","userObjectId":"44444444-2222-4333-8444-555555555555"}'],
  ['an endpoint in the body', '{"teamsUserAadToken":"a","endpoint":"https://evil.example"}'],
  ['duplicate key', '{"teamsUserAadToken":"a","teamsUserAadToken":"b"}'],
  ['duplicate key, one escaped', '{"teamsUserAadToken":"a","\\u0074eamsUserAadToken":"b"}'],
  ['duplicate key, another type', '{"teamsUserAadToken":1,"teamsUserAadToken":"b"}'],
  ['empty token', '{"teamsUserAadToken":""}'],
  ['numeric token', '{"teamsUserAadToken":1}'],
  ['over-long token', `{"teamsUserAadToken":"${'x'.repeat(8_193)}"}`],
  ['control characters', '{"teamsUserAadToken":"a\\u0000b"}'],
  ['line break in the token', '{"teamsUserAadToken":"a\\r\\nX-Injected: 1"}'],
  ['white space in the token', '{"teamsUserAadToken":"a b"}'],
  ['RTL override in the token', '{"teamsUserAadToken":"a\u202Eb"}'],
])('answers 400 to a body with: %s', async (_name, body) => {
  const response = await post(body);
  expect(response.status).toBe(400);
  const answer = await response.text();
  expect(answer).toMatch(
    /^\{"error":\{"code":"(?:json_malformed|body_invalid)","requestId":"[\w-]{36}"\}\}$/,
  );
});
