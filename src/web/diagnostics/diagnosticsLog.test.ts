import { expect, it, vi } from 'vitest';
import { createDiagnosticsLog, maxEvents, removeSecrets } from './diagnosticsLog.ts';
import { redact } from './redact.ts';

/** A tab with an empty session storage. `openLog` creates the log as a newly loaded page would. */
function createTab() {
  const values = new Map<string, string>();
  const storage = {
    getItem: (key: string) => values.get(key) ?? null,
    setItem: (key: string, value: string) => void values.set(key, value),
    removeItem: (key: string) => void values.delete(key),
  } as unknown as Storage;
  return { values, openLog: (account = 'alice') => createDiagnosticsLog(account, () => storage) };
}

it('W1: the log keeps only the latest events, in memory and in the tab’s storage', () => {
  const { values, openLog } = createTab();
  const log = openLog();
  for (let number = 0; number < 5 * maxEvents; number += 1)
    log.record({ kind: 'agent', what: 'x'.repeat(10_000), number });
  log.storeNow();
  expect(log.events()).toHaveLength(maxEvents);
  expect(log.events().at(-1)).toMatchObject({ number: 5 * maxEvents - 1 });
  // Each text is cut to 200 characters, so that an event takes less than 400.
  expect([...values.values()].join('').length).toBeLessThan(maxEvents * 400);
});

it('W1: the log stores the events of a second together, survives a reload, and belongs to one account', () => {
  vi.useFakeTimers();
  const { values, openLog } = createTab();
  const log = openLog();
  for (const what of ['Connecting', 'Connected']) log.record({ kind: 'call', what });
  expect(values.size).toBe(0);
  vi.advanceTimersByTime(1_000);
  expect(openLog().events()).toMatchObject([{ what: 'Connecting' }, { what: 'Connected' }]);
  expect(openLog('bob').events()).toEqual([]);
});

it('W1: after a sign-out the log is empty and records nothing', () => {
  const { values, openLog } = createTab();
  const log = openLog();
  vi.useFakeTimers();
  log.record({ kind: 'agent', what: 'Connected' });
  log.close();
  log.record({ kind: 'agent', what: 'Disconnected' });
  vi.runAllTimers();
  expect(log.events()).toEqual([]);
  expect(values.size).toBe(0);
});

it('W1: the log works if the browser blocks storage, or if the stored text is not a log', () => {
  const unstoredLog = createDiagnosticsLog('alice', () => {
    throw new DOMException('blocked', 'SecurityError');
  });
  unstoredLog.record({ kind: 'agent', what: 'Connected' });
  expect(unstoredLog.events()).toHaveLength(1);
  const { values, openLog } = createTab();
  for (const text of ['{', 'null', '{"length":3}']) {
    values.set('switchboard.diagnostics.alice', text);
    expect(openLog().events()).toEqual([]);
  }
});

const jwtToken = 'eyJhbGciOiJSUzI1NiJ9.eyJvaWQiOiJhIn0.c2lnbmF0dXJl';
const accessKey = 'Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4/Zm9vYmFyYmF6cXV4+Zm9vYmFy==';

it.each([
  ['a token', jwtToken],
  ['a token in a sentence', `401 for ${jwtToken}, sorry`],
  ['a token without a signature', 'eyJhbGciOiJub25lIn0.eyJhIjoxfQ.'],
  ['an Authorization header', `Authorization: Bearer ${jwtToken}`],
  ['an opaque bearer token', 'Bearer c2lnbmF0dXJl'],
  ['a connection string', `endpoint=https://a.communication.azure.com/;accesskey=${accessKey}`],
  ['an access key alone', accessKey],
  ['a refresh token', '0.AXoAexampleexampleexampleexampleexampleexampleexample'],
  ['a code in an address', 'https://a.example/api/token?code=c2lnbmF0dXJl'],
  ['a fragment', 'https://a.example/#access_token=c2lnbmF0dXJl'],
  ['a passcode of a meeting', 'https://teams.microsoft.com/meet/123?p=c2lnbmF0dXJl'],
])('W1: never records %s', (_secretName, secret) => {
  const { values, openLog } = createTab();
  openLog().record({ kind: 'problem', what: 'unexpected', detail: secret });
  expect([...values.values()].join('')).not.toMatch(/eyJ|c2lnbmF0dXJl|Zm9vYmFy|exampleexample/);
});

it.each([
  '8:orgid:b0000000-0000-4000-8000-00000000000b',
  '11111111-2222-4333-8444-555555555555/access_as_user',
  '502 acs_credential_refused 5f0c2a9e-1111-4222-8333-444444444444',
  'https://token.example.org/api/token',
  '487/10004',
])('W1: does not remove what support needs: %s', (text) => {
  expect(removeSecrets(text)).toBe(text);
});

it.each([
  '4:+14255550100',
  '4:4255550100',
  '+1 (425) 555-0100',
  'called +14255550100.',
  'call (425) 555-0100 back',
  '425.555-0100',
  '0425/555-0100',
  'called 04255550100',
  'bob@fabrikam.example',
])('W1: removes the phone number or address in "%s", at any depth of the data', (text) => {
  const data = { calls: [{ other: text, at: '2026-11-25T14:38:01.000Z' }] };
  expect(JSON.stringify(redact(data, false))).not.toMatch(/4255550100|555-0100|bob|fabrikam/);
  expect(redact(data, false)).toMatchObject({ calls: [{ at: '2026-11-25T14:38:01.000Z' }] });
  expect(redact(data, true)).toEqual(data);
});

it('W1, F10: removes tokens and keys even if the user has chosen to include other people', () => {
  const secrets = [
    'AccountKey=c2VjcmV0;x=1',
    'api-key: c2VjcmV0',
    '{"ocp-apim-subscription-key":"c2VjcmV0"}',
  ];
  expect(JSON.stringify(redact(secrets, true))).not.toContain('c2VjcmV0');
  expect(redact([jwtToken, { b: `x ${jwtToken}` }], true)).toEqual(['(token)', { b: 'x (token)' }]);
});

it('W1: does not change object ids, codes, numbers and times', () => {
  const other = '8:orgid:b0000000-0000-4000-8000-00000000000b';
  const data = { other, code: 487, at: '2026-11-25T04:15:30.123Z', nothing: null, yes: true };
  expect(redact(data, false)).toEqual(data);
});
