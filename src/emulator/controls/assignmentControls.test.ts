import { expect, test } from 'vitest';
import { alice, setUpEmulatorWithCalls } from '../testing/withCalls.ts';
import type { Assignment, State } from './views.ts';

const harness = setUpEmulatorWithCalls();
const dave = 'dave@fabrikam.example';
const clientIds = ['fa000000-0000-4000-8000-0000000000fa', 'ca000000-0000-4000-8000-0000000000ca'];

const assign = (principal: string, more: object = {}) =>
  harness.controlJson<Assignment>('POST', 'assignments', { principal, ...more });
const remove = (principal: string) =>
  harness.controlJson<Assignment>('DELETE', `assignments/${encodeURIComponent(principal)}`);
const readState = () => harness.controlJson<State>('GET', 'state');
const listNames = async () => (await readState()).assignments.map(({ name }) => name);

test('a person is assigned with every application in which they can sign in, or with the named ones', async () => {
  expect(await assign(dave)).toMatchObject({ name: 'Dave Diaz', principalType: 'user', clientIds });
  expect(await listNames()).toContain('Dave Diaz');
  expect(await assign(dave, { clientIds: clientIds.slice(1) })).toMatchObject({
    clientIds: clientIds.slice(1),
  });
  // Fabrikam's application is for its own tenant only.
  expect(await assign('erin@contoso.example')).toMatchObject({ clientIds: clientIds.slice(1) });
});

test('a person whose assignment is removed is no agent of the contact centre until assigned again', async () => {
  await harness.connectClient(alice, 'teamsExtensionUser');
  expect((await readState()).contactCentre.agents).toHaveLength(1);
  expect(await remove(alice)).toMatchObject({ name: 'Alice Archer' });
  expect(await listNames()).not.toContain('Alice Archer');
  expect((await readState()).contactCentre.agents).toEqual([]);
  await assign(alice);
  expect((await readState()).contactCentre.agents).toHaveLength(1);
});

test('the contact centre shows whether a number’s resource account is assigned', async () => {
  const readNumbers = async () =>
    (await readState()).contactCentre.numbers.map(({ number, assigned }) => [number, assigned]);
  await remove('Fabrikam hotline');
  expect(await readNumbers()).toContainEqual(['+14255550150', false]);
  await assign('+14255550150');
  expect(await readNumbers()).toContainEqual(['+14255550150', true]);
});

test('an unknown principal is refused, and so is the removal of a missing assignment', async () => {
  const unknown = await harness.control('POST', 'assignments', { principal: 'zoe@fabrikam.example' });
  expect([unknown.status, await unknown.json()]).toEqual([
    404,
    { error: 'There is no person and no resource account zoe@fabrikam.example.' },
  ]);
  const missing = await harness.control('DELETE', `assignments/${dave}`);
  expect([missing.status, await missing.json()]).toEqual([
    404,
    { error: `${dave} is not assigned to the ACS resource.` },
  ]);
});
