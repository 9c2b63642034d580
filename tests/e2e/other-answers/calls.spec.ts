import { createControls } from '../../support/controls.ts';
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
} from '../../support/app/appTest.ts';

const { alice, bob, carol, echo } = people;

test('calls go on although the SDK refuses to mute or hold them, gives no end reason, and changes their ids', async ({
  openAppAs,
  system,
}) => {
  const emulator = createControls(system);
  const { page } = await openAppAs(alice.upn);
  await emulator.setConditions({
    otherIncomingId: true,
    callEndReason: 'missing',
    holdFailsInRemoteHold: true,
    muteFailsBeforeConnected: true,
  });
  const removeCarolsAgent = await emulator.addAnsweringAgent(carol.upn);
  const history = page.getByRole('region', { name: /Recent calls/ });

  await test.step('a call that ends without a reason is not called missed', async () => {
    await emulator.runAction({ as: bob.upn, act: 'ring', to: alice.upn });
    await expect(incomingCallDialog(page)).toBeVisible();
    await emulator.runAction({ as: bob.upn, act: 'leave' });
    const alert = page.getByRole('alert').filter({ hasText: 'A call from Bob Baker ended before you' });
    await expect(alert.getByRole('button', { name: 'Call back' })).toBeVisible();
    await expect(history.getByText('Not answered here')).toBeVisible();
    await alert.getByRole('button', { name: 'Close' }).click();
  });

  await test.step('the accepted call replaces the incoming call, whatever their ids are', async () => {
    await emulator.runAction({ as: bob.upn, act: 'ring', to: alice.upn });
    await acceptCall(page);
    await expect(callStateText(page, 'Connected')).toBeVisible();
    await expect(incomingCallDialog(page)).toHaveCount(0);
  });

  await test.step('a refused hold is named, and does not keep the user from calling another person', async () => {
    await emulator.runAction({ as: bob.upn, act: 'hold' });
    await expect(page.getByText('Bob Baker put you on hold').first()).toBeVisible();
    await callControl(page, 'Hold').click();
    const alert = page.getByRole('alert').filter({ hasText: 'already holds this call' });
    await alert.getByRole('button', { name: 'Close' }).click();
    await dial(page, carol.upn, 'Call');
    await expect(callRegion(page).getByRole('heading', { name: /Carol Chen/ })).toBeVisible();
    await expect(callStateText(page, 'Connected')).toBeVisible();
    // Bob resumes, and Alice's app holds his call at once.
    await emulator.runAction({ as: bob.upn, act: 'resume' });
    await expect.poll(async () => JSON.stringify(await emulator.listCalls())).toContain('"hold":true');
    await callControl(page, 'Hang up').click();
    await callControl(page, 'Resume').click();
    await expect(callStateText(page, 'Connected')).toBeVisible();
    await expect(callControl(page, 'Mute')).toBeVisible();
    await callControl(page, 'Hang up').click();
  });

  await test.step('a call that cannot be muted while it rings does not keep the user from calling another person', async () => {
    await dial(page, 'noanswer@fabrikam.example', 'Call');
    await callControl(page, 'Mute').click();
    await expect(page.getByText('You will be muted as soon as the call is connected.')).toBeVisible();
    await dial(page, echo.upn, 'Call');
    await expect(callStateText(page, 'Connected')).toBeVisible();
    await expect(page.getByRole('alert')).toHaveCount(0);
  });
  await removeCarolsAgent();
  await emulator.resetCalls();
});
