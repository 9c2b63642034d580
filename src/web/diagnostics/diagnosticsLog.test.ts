import { expect, it } from 'vitest';
import { createDiagnosticsLog, maxEvents, withoutSecrets } from './diagnosticsLog.ts';

function tab() {
  const values = new Map<string, string>();
  const storage = {
    getItem: (key: string) => values.get(key) ?? null,
    setItem: (key: string, value: string) => void values.set(key, value),
    removeItem: (key: string) => void values.delete(key),
  } as unknown as Storage;
  return { values, open: (account = 'alice') => createDiagnosticsLog(account, () => storage) };
}

it('W1: the log has only the latest events, in memory and in the tab’s storage', () => {
  const { values, open } = tab();
  const log = open();
  for (let number = 0; number < 5 * maxEvents; number += 1)
    log.record({ kind: 'agent', what: 'x'.repeat(10_000), number });
  expect(log.events()).toHaveLength(maxEvents);
  expect(log.events().at(-1)).toMatchObject({ number: 5 * maxEvents - 1 });
  expect([...values.values()].join('').length).toBeLessThan(maxEvents * 400);
});

it('W1: the log survives a reload, and another account has another log', () => {
  const { open } = tab();
  open().record({ kind: 'agent', what: 'Connected' });
  expect(open().events()).toMatchObject([{ kind: 'agent', what: 'Connected' }]);
  expect(open('bob').events()).toEqual([]);
});

it('W1: after a sign-out the log is empty and records nothing', () => {
  const { values, open } = tab();
  const log = open();
  log.record({ kind: 'agent', what: 'Connected' });
  log.close();
  log.record({ kind: 'agent', what: 'Disconnected' });
  expect(log.events()).toEqual([]);
  expect(values.size).toBe(0);
});

it('W1: the log works if the browser blocks storage, or if something else is stored there', () => {
  const blocked = createDiagnosticsLog('alice', () => {
    throw new DOMException('blocked', 'SecurityError');
  });
  blocked.record({ kind: 'agent', what: 'Connected' });
  expect(blocked.events()).toHaveLength(1);
  const { values, open } = tab();
  for (const text of ['{', 'null', '"x"', '{"length":3}']) {
    values.set('switchboard.diagnostics.alice', text);
    expect(open().events()).toEqual([]);
  }
});

const jwt = 'eyJhbGciOiJSUzI1NiJ9.eyJvaWQiOiJhIn0.c2lnbmF0dXJl';
const key = 'Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4/Zm9vYmFyYmF6cXV4+Zm9vYmFy==';

it.each([
  ['a token', jwt],
  ['a token in a sentence', `401 for ${jwt}, sorry`],
  ['a token without a signature', 'eyJhbGciOiJub25lIn0.eyJhIjoxfQ.'],
  ['a header', `Authorization: Bearer ${jwt}`],
  ['an opaque bearer token', 'Bearer c2lnbmF0dXJl'],
  ['a connection string', `endpoint=https://a.communication.azure.com/;accesskey=${key}`],
  ['a bare key', key],
  ['a refresh token', '0.AXoAexampleexampleexampleexampleexampleexampleexample'],
  ['a code in an address', 'https://a.example/api/token?code=c2lnbmF0dXJl'],
  ['a fragment', 'https://a.example/#access_token=c2lnbmF0dXJl'],
  ['a passcode of a meeting', 'https://teams.microsoft.com/meet/123?p=c2lnbmF0dXJl'],
])('W1: %s is never recorded', (_what, secret) => {
  const { values, open } = tab();
  open().record({ kind: 'problem', what: 'unexpected', detail: secret });
  expect([...values.values()].join('')).not.toMatch(/eyJ|c2lnbmF0dXJl|Zm9vYmFy|exampleexample/);
});

it.each([
  '8:orgid:b0000000-0000-4000-8000-00000000000b',
  '11111111-2222-4333-8444-555555555555/access_as_user',
  '502 acs_credential_refused 5f0c2a9e-1111-4222-8333-444444444444',
  'https://token.example.org/api/token',
  '487/10004',
])('W1: what support needs stays: %s', (text) => {
  expect(withoutSecrets(text)).toBe(text);
});
