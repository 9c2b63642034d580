import {
  acceptCall,
  callControl,
  callStateText,
  dial,
  expect,
  people,
  test,
} from '../../support/app/appTest.ts';
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
  await emulator.runAction({ as: 'crowd001@fabrikam.example', act: 'ring', to: alice.upn });
  await acceptCall(page);
  await expect(callStateText(page, 'Connected')).toBeVisible();
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
  await callControl(page, 'Transfer').click();
  await combobox.fill(decline.upn);
  await page.getByRole('row', { selected: true }).getByRole('button', { name: 'Transfer' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'Declined' })).toBeVisible();
  await lookAt(page, 'failed-transfer');
  await emulator.resetCalls();
});
