import { expect, test } from 'vitest';
import { createRedactor, redacted } from './redact.ts';

const redact = createRedactor(['the+access/key==']);
const id = 'b0000000-0000-4000-8000-00000000000b';
const jwt = 'eyJhbGciOiJSUzI1NiJ9.eyJvaWQiOiJiMDAwIn0.c2lnbmF0dXJl';
const handle = 'q3Jx8wYt0pLmZsR5vKaB7cNdE2fGhU4iOoQ6rTyXzW9';

test.each([
  [
    'the field of a token',
    { token: 'short', access_token: 'x' },
    { token: redacted, access_token: redacted },
  ],
  ['a ticket of a transfer', { pass: { call: id, ticket: id } }, { pass: redacted }],
  ['a passcode', { meetingId: '201', passcode: 'lobby2' }, { meetingId: '201', passcode: redacted }],
  ['a token within a text', `Bearer ${jwt}, please`, `Bearer ${redacted}, please`],
  ['a random handle', { location: `/?code=${handle}&state=s` }, { location: `/?code=${redacted}&state=s` }],
  ['a known secret', 'key=the+access/key==;', `key=${redacted};`],
  [
    'the password of an SDP',
    'a=ice-ufrag:Xy1\r\na=ice-pwd:a9KD0sl2\r\n',
    `a=ice-ufrag:Xy1\r\na=ice-pwd:${redacted}\r\n`,
  ],
])('removes %s', (_name, value, expected) => {
  expect(redact(value)).toEqual(expected);
});

test('keeps what explains a call: ids, raw ids, threads, end codes and types', () => {
  const message = {
    call: id,
    id: `8:acs:${id}_${id}_${id}`,
    threadId: '19:meeting_MjAxMDAwMDAwMDAyLWxvYmJ5LW1lZXRpbmctdGhyZWFk@thread.v2',
    end: { code: 486, subCode: 0 },
    token_type: 'Bearer',
    tokenLifetimeSeconds: 120,
    function: 'startScreenSharingAndTurnTheCameraOff',
  };
  expect(redact(message)).toEqual(message);
});

test('cuts long texts, lists and depths, so that an entry stays small', () => {
  const deep: unknown = JSON.parse(`${'['.repeat(50)}${']'.repeat(50)}`);
  const text = JSON.stringify(
    redact({ text: 'word '.repeat(9_000), list: Array.from({ length: 5_000 }, () => 1), deep }),
  );
  expect(text.length).toBeLessThan(8_000);
});
