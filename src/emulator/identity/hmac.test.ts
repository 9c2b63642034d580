import { createHash, createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { verifyHmac, type SignedRequest } from './hmac.ts';

const key = Buffer.from('the key of these tests').toString('base64');
const now = Date.UTC(2030, 0, 1, 12);

function signed(
  overrides: Partial<SignedRequest> = {},
  at = now,
  write = (date: Date) => date.toUTCString(),
): SignedRequest {
  const request = {
    method: 'POST',
    target: '/teamsUser/:exchangeAccessToken?api-version=2023-10-01',
    host: 'localhost:5174',
    body: Buffer.from('{}'),
    date: write(new Date(at)),
  };
  const contentHash = createHash('sha256').update(request.body).digest('base64');
  const content = `POST\n${request.target}\n${request.date};${request.host};${contentHash}`;
  const signature = createHmac('sha256', Buffer.from(key, 'base64')).update(content).digest('base64');
  const authorization = `HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature=${signature}`;
  return { ...request, contentHash, authorization, ...overrides };
}

test('a request signed with the key passes, and so does its exact repetition within 15 minutes', () => {
  const request = signed();
  expect(verifyHmac(request, key, now)).toBe(true);
  expect(verifyHmac(request, key, now + 15 * 60_000)).toBe(true);
});

test.each([
  ['more than 15 minutes old', signed({}, now - 15 * 60_000 - 1000)],
  ['more than 15 minutes ahead', signed({}, now + 15 * 60_000 + 1000)],
  ['with an unreadable date', signed({ date: 'yesterday' })],
  ['dated as ISO 8601', signed({}, now, (at) => at.toISOString())],
  ['dated in another time zone', signed({}, now, (at) => at.toUTCString().replace('GMT', '+0000'))],
  ['dated to a wrong weekday', signed({}, now, (at) => at.toUTCString().replace(/^.../, 'Sun'))],
  ['without a date', signed({ date: undefined })],
  ['without a content hash', signed({ contentHash: undefined })],
  ['without a signature', signed({ authorization: undefined })],
  ['whose body changed', signed({ body: Buffer.from('{ }') })],
  ['whose path changed', signed({ target: '/identities?api-version=2023-10-01' })],
  ['whose query changed', signed({ target: '/teamsUser/:exchangeAccessToken?api-version=2022-10-01' })],
  ['sent to another host name', signed({ host: '127.0.0.1:5174' })],
  ['sent with another method', signed({ method: 'PUT' })],
  [
    'that signs fewer headers',
    signed({ authorization: signed().authorization?.replace('x-ms-date;host;', 'host;') }),
  ],
  ['with a cut signature', signed({ authorization: signed().authorization?.slice(0, -2) })],
])('a request %s is refused', (_, request) => {
  expect(verifyHmac(request, key, now)).toBe(false);
});

test('a request signed with another key is refused', () => {
  expect(verifyHmac(signed(), Buffer.from('another key').toString('base64'), now)).toBe(false);
});
