import { createHash, createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { verifyHmac, type SignedRequest } from './hmac.ts';

const key = Buffer.from('the key of these tests').toString('base64');
const now = Date.UTC(2030, 0, 1, 12);

/**
 * Signs a request with the key of these tests.
 * @param overrides what changes in the request after it has been signed.
 * @param signedAt the time in the header `x-ms-date`, in milliseconds since 1970.
 * @param formatDate writes the date into the header. Default: RFC 1123.
 */
function sign(
  overrides: Partial<SignedRequest> = {},
  signedAt = now,
  formatDate = (date: Date) => date.toUTCString(),
): SignedRequest {
  const request = {
    method: 'POST',
    target: '/teamsUser/:exchangeAccessToken?api-version=2023-10-01',
    host: 'localhost:5174',
    body: Buffer.from('{}'),
    date: formatDate(new Date(signedAt)),
  };
  const contentHash = createHash('sha256').update(request.body).digest('base64');
  const content = `POST\n${request.target}\n${request.date};${request.host};${contentHash}`;
  const signature = createHmac('sha256', Buffer.from(key, 'base64')).update(content).digest('base64');
  const authorization = `HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature=${signature}`;
  return { ...request, contentHash, authorization, ...overrides };
}

test('verifyHmac accepts a request that is signed with the key, and its exact repetition within 15 minutes', () => {
  const request = sign();
  expect(verifyHmac(request, key, now)).toBe(true);
  expect(verifyHmac(request, key, now + 15 * 60_000)).toBe(true);
});

const path = '/teamsUser/:exchangeAccessToken?api-version=2022-10-01';
const { authorization } = sign();
const withFewerHeaders = authorization?.replace('x-ms-date;host;', 'host;');
test.each([
  ['that was signed more than 15 minutes ago', sign({}, now - 15 * 60_000 - 1000)],
  ['that is dated more than 15 minutes in the future', sign({}, now + 15 * 60_000 + 1000)],
  ['with an unreadable date', sign({ date: 'yesterday' })],
  ['dated as ISO 8601', sign({}, now, (date) => date.toISOString())],
  ['dated in another time zone', sign({}, now, (date) => date.toUTCString().replace('GMT', '+0000'))],
  ['dated to a wrong weekday', sign({}, now, (date) => date.toUTCString().replace(/^.../, 'Sun'))],
  ['without a date', sign({ date: undefined })],
  ['without a content hash', sign({ contentHash: undefined })],
  ['without a signature', sign({ authorization: undefined })],
  ['whose body changed', sign({ body: Buffer.from('{ }') })],
  ['whose path changed', sign({ target: '/identities?api-version=2023-10-01' })],
  ['whose query changed', sign({ target: path })],
  ['sent to another host name', sign({ host: '127.0.0.1:5174' })],
  ['sent with another method', sign({ method: 'PUT' })],
  ['that signs fewer headers', sign({ authorization: withFewerHeaders })],
  ['whose signature lacks its last two characters', sign({ authorization: authorization?.slice(0, -2) })],
])('verifyHmac refuses a request %s', (_, request) => {
  expect(verifyHmac(request, key, now)).toBe(false);
});

test('verifyHmac refuses a request that is signed with another key', () => {
  expect(verifyHmac(sign(), Buffer.from('another key').toString('base64'), now)).toBe(false);
});
