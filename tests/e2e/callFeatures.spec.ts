import { createMeetingLink } from '../../src/emulator/wire/meetingLink.ts';
import { createControls } from '../support/controls.ts';
import {
  acceptCall,
  callRegion,
  callStateText,
  dial,
  expect,
  people,
  test,
  chooseMore,
} from '../support/app/appTest.ts';

const { alice, bob } = people;
const fabrikamTenant = 'f1111111-1111-4111-8111-111111111111';
/** The link of a meeting that Alice organises. Nobody waits in its lobby. */
const meetingLink = createMeetingLink('19:meeting_OpenHouse@thread.v2', fabrikamTenant, alice.id);

test('in a 1:1 call each user reads the real-time text of the other, letter by letter', async ({
  openAppAs,
  system,
}) => {
  const { page: alicePage } = await openAppAs(alice.upn);
  const { page: bobPage } = await openAppAs(bob.upn);
  await dial(alicePage, bob.upn, 'Call');
  await acceptCall(bobPage);
  await expect(callStateText(alicePage, 'Connected')).toBeVisible();
  await chooseMore(alicePage, 'Real-time text');
  await alicePage.getByRole('textbox', { name: 'Your text' }).pressSequentially('I cannot sp');
  const textOnBobsScreen = callRegion(bobPage)
    .getByRole('status')
    .filter({ hasText: 'Alice Archer: I cannot sp' });
  await expect(textOnBobsScreen).toBeVisible();
  await textOnBobsScreen.getByRole('button', { name: 'Answer' }).click();
  await expect(bobPage.getByRole('textbox', { name: 'Your text' })).toBeFocused();
  await bobPage.keyboard.type('Hello Alice');
  await bobPage.keyboard.press('Enter');
  await expect(alicePage.getByRole('log', { name: 'What is typed' })).toContainText('Hello Alice');
  await createControls(system).resetCalls();
});

test('in a meeting a participant joins an open breakout room, and returns to the meeting', async ({
  openAppAs,
  system,
}) => {
  const emulator = createControls(system);
  const { page: alicePage } = await openAppAs(alice.upn);
  const { page: bobPage } = await openAppAs(bob.upn);
  for (const page of [alicePage, bobPage]) {
    await dial(page, meetingLink, 'Call');
    await expect(callStateText(page, 'Connected')).toBeVisible();
  }
  await emulator.runAction({ as: bob.upn, act: 'assign', room: 'Room 1' });
  await expect(callRegion(bobPage).getByText('You are assigned to “Room 1”.')).toBeVisible();
  await emulator.runAction({ as: alice.upn, act: 'openRoom', room: 'Room 1', open: true });
  await callRegion(bobPage).getByRole('button', { name: 'Join the room' }).click();
  await expect(callRegion(bobPage).getByText('You are in the breakout room “Room 1”.')).toBeVisible();
  await expect(callStateText(bobPage, 'Connected')).toBeVisible();
  await callRegion(bobPage).getByRole('button', { name: 'Return to the meeting' }).click();
  await expect(callRegion(bobPage).getByRole('button', { name: 'Join the room' })).toBeVisible();
  await expect(callStateText(bobPage, 'Connected')).toBeVisible();
  await expect(bobPage.getByRole('list', { name: 'Calls' }).getByRole('listitem')).toHaveCount(1);
  await emulator.resetCalls();
});
