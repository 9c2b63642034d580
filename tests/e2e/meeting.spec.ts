import type { Page } from '@playwright/test';
import { createMeetingLink } from '../../src/emulator/wire/meetingLink.ts';
import {
  callControl,
  callRegion,
  callStateText,
  dial,
  endedCallNotice,
  expect,
  hangUp,
  people,
  test,
} from '../support/app/appTest.ts';
import { recentCalls } from '../support/app/ringing.ts';

const { alice, bob, carol, echo } = people;
const fabrikamTenant = 'f1111111-1111-4111-8111-111111111111';
/** The link of a meeting that Alice organises. All other participants wait in its lobby until she admits them. */
const linkWithLobby = createMeetingLink('19:meeting_WithLobby@thread.v2', fabrikamTenant, alice.id);

const findLobbyState = (page: Page) => callStateText(page, 'Waiting to be let in…');
const findConnectedState = (page: Page) => callStateText(page, 'Connected');
const findPeoplePanel = (page: Page) => page.getByRole('complementary', { name: 'People' });
/** Chooses an entry of a participant's menu. The people panel must already be open. */
const chooseForParticipant = async (page: Page, name: string, item: string) => {
  await findPeoplePanel(page)
    .getByRole('button', { name: `More options for ${name}` })
    .click();
  await page.getByRole('menuitem', { name: item }).click();
};

test('in a meeting users pass the lobby, agree to a recording, are muted and removed', async ({
  openPages,
  emulator,
}) => {
  test.setTimeout(120_000);
  const [alicePage, bobPage] = await openPages(alice, bob);

  await test.step('a participant who joins by link waits in the lobby, and can only wait or leave', async () => {
    await dial(bobPage, linkWithLobby, 'Call');
    await expect(findLobbyState(bobPage)).toBeVisible();
    await expect(callControl(bobPage, 'Share screen')).toBeDisabled();
    await callControl(bobPage, 'Share screen').hover();
    await expect(bobPage.getByText('Only once somebody has let you in.').first()).toBeVisible();
    await expect(callControl(bobPage, 'Hang up')).toBeEnabled();
  });

  await test.step('the app notifies the organizer, who admits or denies each waiting participant', async () => {
    await dial(alicePage, linkWithLobby, 'Call');
    await expect(findConnectedState(alicePage)).toBeVisible();
    await callRegion(alicePage).getByRole('button', { name: 'Admit Bob Baker' }).click();
    await expect(findConnectedState(bobPage)).toBeVisible();
    for (const { upn } of [carol, echo])
      await emulator.runAction({
        as: upn,
        act: 'join',
        meeting: { meetingId: '201000000002', passcode: 'lobby2' },
      });
    await expect(callRegion(alicePage).getByText(/and one more are waiting in the lobby/)).toBeVisible();
    await callRegion(alicePage).getByRole('button', { name: 'View lobby' }).click();
    await findPeoplePanel(alicePage).getByRole('button', { name: 'Deny Echo (bot)' }).click();
    await findPeoplePanel(alicePage).getByRole('button', { name: 'Admit Carol Chen' }).click();
    await expect(findPeoplePanel(alicePage).getByText('Waiting in the lobby')).toHaveCount(0);
    await expect(callRegion(bobPage).getByRole('group', { name: /^Carol Chen/ })).toBeVisible();
  });

  await test.step('the app announces a recording, and sends no sound or video of a participant before they agree', async () => {
    await emulator.runAction({ as: carol.upn, act: 'requireConsent', on: true });
    await emulator.runAction({ as: carol.upn, act: 'record', on: true });
    await expect(callRegion(bobPage).getByText('This call is being recorded.')).toBeVisible();
    await expect(callRegion(bobPage).getByText('nobody hears or sees you')).toBeVisible();
    await callRegion(bobPage).getByRole('button', { name: 'Agree', exact: true }).click();
    await expect(callRegion(bobPage).getByText('nobody hears or sees you')).toHaveCount(0);
    await callControl(bobPage, 'Unmute').click();
    await expect(callRegion(alicePage).getByRole('group', { name: bob.name, exact: true })).toBeVisible();
    await expect(callRegion(bobPage).getByText('This call is being recorded.')).toBeVisible();
    await emulator.runAction({ as: carol.upn, act: 'record', on: false });
    await expect(callRegion(bobPage).getByText('This call is being recorded.')).toHaveCount(0);
  });

  await test.step('the organizer mutes and removes a participant, who can join again and finds both calls in the history', async () => {
    await chooseForParticipant(alicePage, bob.name, 'Mute Bob Baker');
    await expect(callControl(bobPage, 'Unmute')).toBeVisible();
    await chooseForParticipant(alicePage, bob.name, 'Remove Bob Baker');
    await expect(endedCallNotice(bobPage, 'You were removed from the call')).toBeVisible();
    await bobPage.getByRole('button', { name: 'Rejoin' }).click();
    await expect(findLobbyState(bobPage)).toBeVisible();
    await hangUp(bobPage);
    await expect(recentCalls(bobPage).getByRole('listitem')).toHaveText([
      /Teams meeting Not joined/,
      /Teams meeting Joined/,
    ]);
    await callControl(alicePage, 'Hang up').click();
  });
  await emulator.resetCalls();
});
