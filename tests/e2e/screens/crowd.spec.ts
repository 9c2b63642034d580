import {
  callControl,
  callStateText,
  chooseMore,
  choosePeople,
  dial,
  dialAndConnect,
  expect,
  hangUp,
  people,
  test,
} from '../../support/app/appTest.ts';
import { lookAt } from './look.ts';

// The screens of group calls and meetings.

const { alice, bob, carol } = people;

test.afterEach(({ emulator }) => emulator.resetCalls());

test(
  'the screens of a group call, its speaker view and a shared screen are accessible and fit the window',
  { tag: '@pictures' },
  async ({ openAppAs, emulator }) => {
    test.setTimeout(180_000);
    const { page } = await openAppAs(alice.upn);
    for (const { upn } of [bob, carol, people.dave]) await emulator.addAnsweringAgent(upn);
    await choosePeople(page, bob, carol);
    await page.getByRole('button', { name: 'Video call' }).click();
    for (const { name } of [bob, carol])
      await expect(page.getByRole('group', { name }).locator('video')).toBeVisible({ timeout: 20_000 });
    await lookAt(page, 'group-of-three');
    await emulator.runAction({ as: bob.upn, act: 'add', who: people.dave.upn });
    await expect(page.getByRole('group', { name: people.dave.name }).locator('video')).toBeVisible({
      timeout: 20_000,
    });
    await lookAt(page, 'group-of-four');
    await chooseMore(page, 'Speaker view');
    await lookAt(page, 'speaker');
    await emulator.runAction({ as: carol.upn, act: 'hand', up: true });
    await expect(page.getByText('Carol Chen raised a hand')).toBeVisible();
    await chooseMore(page, 'Reactions');
    await expect(page.getByRole('group', { name: 'Reactions' })).toBeVisible();
    await lookAt(page, 'reactions');
    await emulator.runAction({ as: carol.upn, act: 'share', on: true });
    await expect(page.getByRole('group', { name: /screen/ }).locator('video')).toBeVisible({
      timeout: 20_000,
    });
    await callControl(page, 'People').click();
    await lookAt(page, 'group-with-screen');
  },
);

test(
  'the lobby as guest and organizer see it, and a meeting with many participants, are accessible and fit the window',
  { tag: '@pictures' },
  async ({ openAppAs, emulator }) => {
    test.setTimeout(180_000);
    const guest = await openAppAs(bob.upn);
    const { startScenario } = emulator;
    // The emulated organizer admits Bob only after ten minutes, longer than the screenshots take.
    const { meeting } = await startScenario('meeting-with-lobby', bob.upn, { afterMs: 600_000 });
    await dial(guest.page, meeting.link, 'Call');
    await expect(callStateText(guest.page, 'Waiting to be let in…')).toBeVisible();
    await lookAt(guest.page, 'in-the-lobby');
    await guest.context.close();
    await emulator.resetCalls();

    const { page } = await openAppAs(alice.upn);
    await startScenario('meeting-with-lobby', alice.upn);
    await dialAndConnect(page, meeting.link, 'Call');
    await callControl(page, 'People').click();
    await expect(page.getByRole('button', { name: 'Admit all' })).toBeVisible();
    await lookAt(page, 'lobby');
    await page.getByRole('button', { name: 'Admit all' }).click();
    await expect(page.getByRole('button', { name: 'Admit all' })).toHaveCount(0);
    await hangUp(page);
    await dialAndConnect(page, 'https://teams.microsoft.com/meet/201000000003?p=crowd3', 'Call');
    await lookAt(page, 'alone-in-a-meeting');
    // The emulator adds a crowd: 60 generated participants, of whom two speak.
    await emulator.addCrowd({ person: alice.upn, count: 60, talking: 2 });
    await callControl(page, 'People').click();
    await expect(page.getByRole('heading', { name: 'In this call (61)' })).toBeVisible();
    await lookAt(page, 'crowd-people');
    await page.getByRole('button', { name: 'Close People' }).click();
    await lookAt(page, 'crowd');
  },
);
