import { createControls } from '../support/controls.ts';
import {
  acceptCall,
  callControl,
  callRegion,
  callStateText,
  dial,
  expect,
  incomingCallDialog,
  people,
  test,
} from '../support/app/appTest.ts';

const { alice, bob, carol } = people;
const supportQueueRawId = '28:orgid:aa000000-0000-4000-8000-0000000000aa';

test('a call from a queue says so while it rings, during the call and in the history', async ({
  openAppAs,
  system,
}) => {
  const emulator = createControls(system);
  const { page } = await openAppAs(alice.upn);
  await emulator.runAction({ as: '+14255550100', act: 'ring', to: alice.upn, via: supportQueueRawId });
  await expect(incomingCallDialog(page)).toContainText('via Support queue');
  await acceptCall(page);
  await expect(callStateText(page, 'Connected')).toBeVisible();
  await expect(callRegion(page).getByText('via Support queue')).toBeVisible();
  await expect(page.getByRole('list', { name: 'Calls' }).getByRole('listitem')).toContainText(
    'via Support queue',
  );
  // The telephone network finds out the caller's name during the call.
  await emulator.runAction({ as: '+14255550100', act: 'callerName', name: 'Ada Lovelace' });
  await expect(callRegion(page).getByRole('heading', { name: 'Ada Lovelace' })).toBeVisible();
  await callControl(page, 'Hang up').click();
  const row = page.getByRole('region', { name: 'Recent calls' }).getByRole('listitem');
  await expect(row).toContainText(/Ada Lovelace .*via Support queue/);
  await emulator.resetCalls();
});

test('a delegate calls on behalf of the person whom they entered in the settings', async ({
  openAppAs,
  system,
}) => {
  const emulator = createControls(system);
  const { page } = await openAppAs(alice.upn);
  await expect(page.getByRole('combobox', { name: 'Call as' })).toHaveCount(0);
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Settings' }).click();
  const settings = page.getByRole('dialog', { name: 'Settings' });
  await settings.getByRole('tab', { name: 'Delegation' }).click();
  await settings.getByRole('combobox', { name: 'Add a person' }).fill(carol.id);
  await settings.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(settings.getByRole('list', { name: 'People you can call for' })).toContainText(carol.name);
  await page.keyboard.press('Escape');
  await page.getByRole('combobox', { name: 'Call as' }).selectOption(carol.name);
  await emulator.addAnsweringAgent(bob.upn);
  await dial(page, bob.id, 'Call');
  await expect(callStateText(page, 'Connected')).toBeVisible();
  await expect(callRegion(page).getByText('On behalf of Carol Chen')).toBeVisible();
  expect(await emulator.listCalls()).toMatchObject([{ onBehalfOf: `8:orgid:${carol.id}` }]);
  await emulator.resetCalls();
});
