import {
  acceptCall,
  callState,
  connectCall,
  control,
  dial,
  expect,
  inCall,
  incoming,
  people,
  test,
} from '../support/app/appTest.ts';

const { alice, bob, carol } = people;

test('an unknown id: the caller reads “no such person” before anything rings', async ({
  signedIn,
  expectedErrors,
}) => {
  expectedErrors.push(/404 \(Not Found\)/);
  const { page } = await signedIn(alice.upn);
  await dial(page, '99999999-9999-4999-8999-999999999999', 'Call');
  const alert = page.getByRole('alert').filter({ hasText: 'There is no such person' });
  await expect(alert).toBeVisible();
  await expect(alert).toContainText('no-such-person');
  await expect(inCall(page)).toHaveCount(0);
});

test('text that is no Teams user id is explained while the user types, and cannot be called', async ({
  signedIn,
}) => {
  const { page } = await signedIn(alice.upn);
  await page.getByRole('combobox', { name: 'Call someone' }).fill('8:orgid:b0000000');
  await expect(page.getByText('This id is not complete.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Call', exact: true })).toBeDisabled();
  await page.getByRole('combobox', { name: 'Call someone' }).fill('<b>somebody</b>');
  await expect(page.getByText('Nobody with this name or address was found.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Call', exact: true })).toBeDisabled();
});

test('the callee is offline: the caller reads that they cannot be reached, 480', async ({ signedIn }) => {
  const { page } = await signedIn(alice.upn);
  await dial(page, carol.id, 'Call');
  await expect(page.getByRole('heading', { name: 'Carol Chen cannot be reached right now' })).toBeVisible();
  await expect(page.getByText('Code 480/10037')).toBeVisible();
});

test('the callee declines: the caller reads 603/0 and can call again', async ({ signedIn }) => {
  const a = await signedIn(alice.upn);
  const b = await signedIn(bob.upn);
  await dial(a.page, bob.id, 'Call');
  await incoming(b.page).getByRole('button', { name: 'Decline' }).click();
  await expect(a.page.getByRole('heading', { name: 'Bob Baker declined the call' })).toBeVisible();
  await expect(a.page.getByText('Code 603/0')).toBeVisible();
  await expect(b.page.getByRole('combobox', { name: 'Call someone' })).toBeVisible();
  await a.page.getByRole('button', { name: 'Call again' }).click();
  await expect(incoming(b.page)).toBeVisible();
  await control(a.page, 'Hang up').click();
  await expect(incoming(b.page)).toHaveCount(0);
  await expect(b.page.getByRole('alert')).toContainText('You missed a call from Alice Archer.');
  await expect(a.page.getByRole('heading', { name: 'The call was cancelled' })).toBeVisible();
});

test('the callee is busy: the caller reads 486', async ({ signedIn }) => {
  const { page } = await signedIn(alice.upn);
  await dial(page, people.busy.id, 'Call');
  await expect(page.getByRole('heading', { name: /is busy$/ })).toBeVisible();
  await expect(page.getByText(/^Code 486/)).toBeVisible();
});

test('a call rings at both endpoints of the callee, and answering at one stops the other', async ({
  signedIn,
}) => {
  const a = await signedIn(alice.upn);
  const b1 = await signedIn(bob.upn);
  const b2 = await signedIn(bob.upn);
  await dial(a.page, bob.id, 'Call');
  await expect(incoming(b2.page)).toBeVisible();
  await acceptCall(b1.page);
  await expect(callState(b1.page, 'Connected')).toBeVisible();
  await expect(incoming(b2.page)).toHaveCount(0);
  await expect(b2.page.getByRole('alert')).toHaveCount(0);
  await control(b1.page, 'Hang up').click();
  await expect(a.page.getByRole('heading', { name: 'The call has ended' })).toBeVisible();
});

test('the caller reloads in a call: the callee sees the end within 5 s', async ({ signedIn }) => {
  const a = await signedIn(alice.upn);
  const b = await signedIn(bob.upn);
  await connectCall(a.page, b.page, bob.id);
  await b.page.reload();
  await expect(a.page.getByRole('heading', { name: /ended|lost/ })).toBeVisible({ timeout: 5000 });
  await expect(b.page.getByRole('combobox', { name: 'Call someone' })).toBeVisible();
});
