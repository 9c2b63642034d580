import { ReceptionDesk } from '../../support/app/receptionDesk.ts';
import { callControl, dial, expect, people, test } from '../../support/app/appTest.ts';
import { lookAt } from './look.ts';

const { alice, bob, decline } = people;

test('the panel Transfer, a consultation and a failed transfer are accessible and fit into every window', async ({
  openAppAs,
  emulator,
}) => {
  test.setTimeout(180_000);
  const { page } = await openAppAs(alice.upn);
  await emulator.addAnsweringAgent(bob.upn);
  // The panel lists Bob before the user types, because the user has called him.
  await dial(page, bob.id, 'Call');
  await expect(callControl(page, 'Hold')).toBeEnabled();
  await callControl(page, 'Hang up').click();
  const desk = new ReceptionDesk(page, emulator);
  await desk.answer(1);
  await callControl(page, 'Transfer').click();
  const combobox = page.getByRole('combobox', { name: 'Transfer to' });
  await expect(page.getByRole('row', { name: bob.name })).toBeVisible();
  await combobox.press('ArrowDown');
  await lookAt(page, 'transfer-people');
  await page.setViewportSize({ width: 320, height: 640 });
  for (const name of ['Transfer', 'Hang up'])
    await expect(callControl(page, name)).toBeInViewport({ ratio: 0.99 });
  await page.setViewportSize({ width: 1280, height: 800 });
  await combobox.press('Shift+Enter');
  await expect(page.getByRole('button', { name: /^Transfer .* now$/ })).toBeEnabled();
  await lookAt(page, 'consultation');
  await page.getByRole('button', { name: /^Resume with/ }).click();
  await callControl(page, 'Resume').waitFor({ state: 'detached' });
  await desk.transfer(decline.upn);
  await expect(page.getByRole('alert').filter({ hasText: 'Declined' })).toBeVisible();
  await lookAt(page, 'failed-transfer');
  await emulator.resetCalls();
});
