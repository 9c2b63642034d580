import { controls } from '../support/controls.ts';
import { recordRenders, type Rendered } from '../support/app/renders.ts';
import { callState, expect, inCall, people, signIn, test } from '../support/app/appTest.ts';

const { alice, bob, carol } = people;

test('what one participant does re-renders that tile and nothing else of the screen', async ({
  open,
  system,
}) => {
  const emulator = controls(system);
  for (const { upn } of [bob, carol]) await emulator.answering(upn);
  const { page, context } = await open();
  await context.addInitScript(recordRenders);
  await page.reload();
  await signIn(page, alice.upn);
  const box = page.getByRole('combobox', { name: 'Call someone' });
  for (const { upn, name } of [bob, carol]) {
    await box.fill(upn);
    await page.getByRole('option', { name: new RegExp(name) }).click();
  }
  await page.getByRole('button', { name: 'Call', exact: true }).click();
  for (const { name } of [bob, carol]) await expect(inCall(page).getByRole('group', { name })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Bob Baker and one more' })).toBeVisible();
  await expect(callState(page, 'Connected')).toBeVisible();
  await expect(inCall(page).getByText('Joining…')).toHaveCount(0);

  const rendered = () => page.evaluate(() => (window as unknown as Rendered).rendered);
  // Waits until the start of the call causes no more renders.
  await expect
    .poll(async () => {
      const before = (await rendered()).length;
      await page.waitForTimeout(500);
      return (await rendered()).length - before;
    })
    .toBeLessThan(3);
  const before = (await rendered()).length;
  await emulator.act({ as: bob.upn, act: 'mute' });
  await expect(inCall(page).getByRole('group', { name: 'Bob Baker, muted' })).toBeVisible();
  const since = (await rendered()).slice(before);
  expect(since).toContain('Bob Baker, muted');
  // The call's timer goes on, and tiles of speaking participants are marked.
  const expected = /^(Time in this call|Bob Baker(, muted)?|Carol Chen)$/;
  expect(since.filter((label) => !expected.test(label))).toEqual([]);
  await emulator.clear();
});
