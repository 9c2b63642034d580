import { expect, test } from 'vitest';
import { setUpService } from '../fixtures/setUpService.ts';

const running = setUpService();
const headers = { 'content-type': 'application/json; charset=UTF-8' };

test('the service accepts any white space around the only property of a body', async () => {
  const body = ' {\r\n\t"teamsUserAadToken" : "eyJ.a-_.b" } ';
  expect((await running.exchange({ headers, body })).status).toBe(200);
});

test.each<[string, string | Uint8Array<ArrayBuffer>]>([
  ['no content', ''],
  ['unfinished JSON', '{"teamsUserAadToken":'],
  ['a trailing comma', '{"teamsUserAadToken":"a",}'],
  ['a byte order mark', '\uFEFF{"teamsUserAadToken":"a"}'],
  // The bytes FF and FE between `{"` and `"}`.
  ['invalid UTF-8', new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d])],
  ['an array around the object', '[{"teamsUserAadToken":"a"}]'],
  ['only null', 'null'],
  ['an array nested 7,000 levels deep', `{"teamsUserAadToken":${'['.repeat(7_000)}${']'.repeat(7_000)}}`],
  ['a property __proto__', '{"teamsUserAadToken":"a","__proto__":{"x":1}}'],
  ['only a property __proto__', '{"__proto__":{"teamsUserAadToken":"a"}}'],
  ['an additional property', '{"teamsUserAadToken":"a","userObjectId":"b"}'],
  ['a repeated key', '{"teamsUserAadToken":"a","teamsUserAadToken":"b"}'],
  ['a repeated key, of which one is escaped', '{"teamsUserAadToken":"a","\\u0074eamsUserAadToken":"b"}'],
  ['a repeated key with a value of another type', '{"teamsUserAadToken":1,"teamsUserAadToken":"b"}'],
  ['an empty token', '{"teamsUserAadToken":""}'],
  ['a number as token', '{"teamsUserAadToken":1}'],
  ['a token that is too long', `{"teamsUserAadToken":"${'x'.repeat(8_193)}"}`],
  ['a line break in the token', '{"teamsUserAadToken":"a\\r\\nX-Injected: 1"}'],
  ['white space in the token', '{"teamsUserAadToken":"a b"}'],
])('the service answers 400 to a body with %s', async (_name, body) => {
  const response = await running.exchange({ headers, body });
  expect(response.status).toBe(400);
  expect(await response.json()).toEqual({
    error: { code: expect.stringMatching(/^(json_malformed|body_invalid)$/), requestId: expect.any(String) },
  });
});
