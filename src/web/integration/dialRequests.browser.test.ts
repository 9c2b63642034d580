import { expect, onTestFinished, test, vi } from 'vitest';
import { createSimulatedPhone } from '../fixtures/simulatedPhone.ts';
import { SimulatedService } from '../fixtures/simulatedService.ts';
import { bob } from '../fixtures/testUsers.ts';
import { createDialRequests } from './dialRequests.ts';

const origin = 'https://crm.example';
const number = '+14255550100';

function startPhone(mode: 'ask' | 'call') {
  const service = new SimulatedService();
  const { phone } = createSimulatedPhone(service);
  onTestFinished(() => phone.close());
  return { service, requests: createDialRequests(phone, mode) };
}

test('asks before it calls, and refuses all further requests until the user has answered', async () => {
  const { service, requests } = startPhone('ask');
  expect(requests.take(number, origin)).toBeNull();
  expect(requests.take(bob.oid, origin)).toBe('busy');
  expect(requests.waiting.get()).toMatchObject({ displayText: '+1 425 555 0100', origin });
  expect(service.startedTargets).toEqual([]);
  requests.accept();
  await vi.waitFor(() => expect(service.startedTargets).toEqual([`4:${number}`]));
  requests.take(bob.oid, origin);
  expect(requests.waiting.get()).toBeNull();
});

test.each([
  '112',
  '+',
  'bob',
  'https://teams.microsoft.com/l/meetup-join/x',
  '',
  '8:acs:x',
  'javascript:alert(1)',
])('refuses a request for %j, which one press may not call', (text) => {
  const { requests } = startPhone('ask');
  expect(requests.take(text, origin)).toBe('target');
  expect(requests.waiting.get()).toBeNull();
});

test('calls at once only if the configuration says so', async () => {
  const { service, requests } = startPhone('call');
  for (let count = 0; count < 100; count += 1) requests.take(number, origin);
  await vi.waitFor(() => expect(service.startedTargets).toEqual([`4:${number}`]));
  expect(requests.waiting.get()).toBeNull();
});
