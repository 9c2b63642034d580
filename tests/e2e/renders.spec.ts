import { createControls } from '../support/controls.ts';
import { recordRenders, type RenderLog } from '../support/app/renders.ts';
import { callStateText, expect, callRegion, people, signIn, test } from '../support/app/appTest.ts';

const { alice, bob, carol } = people;

test('when a participant mutes, React renders only that participant’s tile again', async ({
  openApp,
  system,
}) => {
  const emulator = createControls(system);
  for (const { upn } of [bob, carol]) await emulator.addAnsweringAgent(upn);
  const { page, context } = await openApp();
  await context.addInitScript(recordRenders);
  await page.reload();
  await signIn(page, alice.upn);
  const dialBox = page.getByRole('combobox', { name: 'Call someone' });
  for (const { upn, name } of [bob, carol]) {
    await dialBox.fill(upn);
    await page.getByRole('option', { name: new RegExp(name) }).click();
  }
  await page.getByRole('button', { name: 'Call', exact: true }).click();
  for (const { name } of [bob, carol])
    await expect(callRegion(page).getByRole('group', { name })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Bob Baker and one more' })).toBeVisible();
  await expect(callStateText(page, 'Connected')).toBeVisible();
  await expect(callRegion(page).getByText('Joining…')).toHaveCount(0);

  /** @returns the labels of all components that React has rendered so far. */
  const readRenders = () => page.evaluate(() => (window as unknown as RenderLog).rendered);
  // After the start of a call, half a second with fewer than three renders shows that the screen has come to rest.
  await expect
    .poll(async () => {
      const countBefore = (await readRenders()).length;
      await page.waitForTimeout(500);
      return (await readRenders()).length - countBefore;
    })
    .toBeLessThan(3);
  const countBefore = (await readRenders()).length;
  await emulator.runAction({ as: bob.upn, act: 'mute' });
  await expect(callRegion(page).getByRole('group', { name: 'Bob Baker, muted' })).toBeVisible();
  const newRenders = (await readRenders()).slice(countBefore);
  expect(newRenders).toContain('Bob Baker, muted');
  // The call's timer and the marks of speaking participants may render at any time.
  const allowedLabels = /^(Time in this call|Bob Baker(, muted)?|Carol Chen)$/;
  expect(newRenders.filter((label) => !allowedLabels.test(label))).toEqual([]);
  await emulator.resetCalls();
});
