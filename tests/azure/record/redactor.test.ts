import { expect, test } from 'vitest';
import { Redactor } from './redactor.ts';
import { StepRecorder } from './stepRecorder.ts';

const oid = 'a1b2c3d4-1111-4111-8111-0123456789ab';
const token = `eyJhbGciOiJSUzI1NiJ9.${'eyJvaWQiOiJhMWIyYzNkNCJ9'.repeat(3)}.${'sig_nature-'.repeat(9)}`;

function createRedactor(): Redactor {
  const redactor = new Redactor();
  const person = redactor.learn('person', oid, 'maria@customer.example', 'Maria Mendes');
  redactor.learnWords(person, 'Maria Mendes');
  redactor.learn('tenant', '11111111-2222-4333-8444-555555555555', 'customer.example');
  redactor.learn('phone', '+4930123456');
  redactor.learnSecret(token);
  return redactor;
}

test.each([
  ['an object id', `user ${oid.toUpperCase()}`, 'user person-1'],
  ['a UPN', 'maria@customer.example is unknown', 'person-1 is unknown'],
  ['a name, and a word of it', 'Maria Mendes (MARIA)', 'person-1 (person-1)'],
  ['a phone number', 'called +4930123456', 'called phone-1'],
  ['a token', `Bearer ${token}`, 'Bearer ‹secret›'],
  ['an unknown token', 'eyJabc.eyJdef.ghi', '‹secret›'],
  ['an unknown id', 'id 99999999-aaaa-4bbb-8ccc-dddddddddddd', 'id ‹id›'],
  ['an unknown phone number', 'to +49 (30) 765 4321!', 'to ‹number›!'],
  ['an unknown host', 'https://phone.other.example/x?y=1', 'resource-1'],
  ['the host of an ACS resource', 'wss://acme.communication.azure.com/x', '*.communication.azure.com'],
  ['a host of Microsoft', 'https://api.flightproxy.skype.com/a', 'api.flightproxy.skype.com'],
  ['a quoted name', "in tenant 'Acme Ltd'", 'in tenant ‹quoted›'],
  ['a trace of Entra', 'AADSTS65001: no consent. Trace ID: 1 Correlation ID: 2', 'AADSTS65001: no consent.'],
  ['nothing', 'AADSTS7000218: HTTP 403, code 490/4502', 'AADSTS7000218: HTTP 403, code 490/4502'],
])('redact replaces %s', (_, text, expected) => {
  expect(createRedactor().redact(text)).toBe(expected);
});

test('the redactor gives the same value the same pseudonym, and another value the next number', () => {
  const redactor = createRedactor();
  const text = 'bob@x.example, maria@customer.example, bob@x.example';
  expect(redactor.redact(text)).toBe('person-2, person-1, person-2');
  expect(redactor.nameOf('person', `8:orgid:${oid}`)).toBe('person-1');
  expect(redactor.nameOf('person', '4:+4930123456')).toBe('phone-1');
});

test('hasLeak finds every planted value, also a part of a token', () => {
  const redactor = createRedactor();
  const secrets = [oid, 'Maria Mendes', '+4930123456', token, token.slice(30, 90)];
  for (const secret of secrets) expect(redactor.hasLeak(`{"x":"${secret}"}`)).toBe(true);
  expect(redactor.hasLeak(redactor.redact(secrets.join(' ')))).toBe(false);
});

test('the recorder counts the time of an event from the last action, also from one in the same millisecond', () => {
  const recorder = new StepRecorder(createRedactor());
  const at = Date.now();
  const state = { kind: 'event', track: 'person-1 call 1', name: 'state' } as const;
  const hangUp = { kind: 'action', track: 'person-1 actions', name: 'hangUp', value: 'ok' } as const;
  recorder.add({ ...state, value: 'Connected', at });
  recorder.add({ ...state, value: 'Disconnecting', at: at + 9_000 });
  recorder.add({ ...hangUp, at: at + 9_000 });
  const { observations } = recorder.finish('call', 'completed');
  expect(observations.map(({ value, ms }) => [value, ms])).toEqual([
    ['Connected', undefined],
    ['ok', undefined],
    ['Disconnecting', 0],
  ]);
});

test('the recorder puts the observations of all pages into one order, and names the participants by pseudonym', () => {
  const recorder = new StepRecorder(createRedactor());
  const at = Date.now();
  const track = 'person-2 call 1 participant';
  const event = { kind: 'event', track, name: 'state', participant: `8:orgid:${oid}` } as const;
  recorder.add({ ...event, value: 'Connected', at: at + 300 });
  recorder.add({ ...event, value: 'Idle', at: at + 100 });
  expect(recorder.finish('call', 'refused', `no answer of ${oid}`)).toMatchObject({
    reason: 'no answer of person-1',
    observations: [
      { track: `${track} person-1`, value: 'Idle' },
      { value: 'Connected', ms: 200 },
    ],
  });
});
