import type { Page } from '@playwright/test';
import { meetingLink } from '../../src/emulator/wire/meetingLink.ts';
import { controls } from '../support/controls.ts';
import { callState, control, dial, expect, inCall, people, test } from '../support/app/appTest.ts';

const { alice, bob, carol, echo } = people;
const fabrikam = 'f1111111-1111-4111-8111-111111111111';
/** Alice's meeting. Everyone else waits in its lobby. */
const withLobby = meetingLink('19:meeting_WithLobby@thread.v2', fabrikam, alice.id);
/** Alice's meeting. Everyone but her and Bob is an attendee. */
const townHall = meetingLink('19:meeting_TownHall@thread.v2', fabrikam, alice.id);

const waiting = (page: Page) => callState(page, 'Waiting to be let in…');
const connected = (page: Page) => callState(page, 'Connected');
const peoplePanel = (page: Page) => page.getByRole('complementary', { name: 'People' });
/** Chooses an entry of the menu *More*. */
const chooseMore = async (page: Page, item: string) => {
  await control(page, 'More').click();
  await page.getByRole('menuitem', { name: item }).click();
};
/** Chooses an entry of the menu of a participant in the people panel. */
const chooseFor = async (page: Page, name: string, item: string) => {
  await peoplePanel(page)
    .getByRole('button', { name: `More options for ${name}` })
    .click();
  await page.getByRole('menuitem', { name: item }).click();
};

test('a meeting: its lobby, hands, reactions, the spotlight, captions, a recording, roles, and removal', async ({
  signedIn,
  system,
}) => {
  test.setTimeout(120_000);
  const emulator = controls(system);
  const a = await signedIn(alice.upn);
  const b = await signedIn(bob.upn);

  await test.step('a participant who joins by link waits in the lobby, and can only wait or leave', async () => {
    await dial(b.page, withLobby, 'Call');
    await expect(waiting(b.page)).toBeVisible();
    await expect(control(b.page, 'Share screen')).toBeDisabled();
    await control(b.page, 'Share screen').hover();
    await expect(b.page.getByText('Only while the call is connected.').first()).toBeVisible();
    await expect(control(b.page, 'Hang up')).toBeEnabled();
  });

  await test.step('the organizer is notified, and admits or denies', async () => {
    await dial(a.page, withLobby, 'Call');
    await expect(connected(a.page)).toBeVisible();
    await inCall(a.page).getByRole('button', { name: 'Admit Bob Baker' }).click();
    await expect(connected(b.page)).toBeVisible();
    for (const { upn } of [carol, echo])
      await emulator.act({
        as: upn,
        act: 'join',
        meeting: { meetingId: '201000000002', passcode: 'lobby2' },
      });
    await expect(inCall(a.page).getByText(/and one more are waiting in the lobby/)).toBeVisible();
    await inCall(a.page).getByRole('button', { name: 'View lobby' }).click();
    await peoplePanel(a.page).getByRole('button', { name: 'Deny Echo (bot)' }).click();
    await peoplePanel(a.page).getByRole('button', { name: 'Admit Carol Chen' }).click();
    await expect(peoplePanel(a.page).getByText('Waiting in the lobby')).toHaveCount(0);
    await expect(inCall(b.page).getByRole('group', { name: /^Carol Chen/ })).toBeVisible();
  });

  await test.step('everybody sees a raised hand, and participants who may do so lower it', async () => {
    await chooseMore(b.page, 'Raise hand');
    await expect(inCall(a.page).getByText('Bob Baker raised a hand')).toBeVisible();
    await chooseFor(a.page, bob.name, 'Lower Bob Baker’s hand');
    await expect(inCall(b.page).getByText('Bob Baker raised a hand')).toHaveCount(0);
  });

  await test.step('a reaction appears and fades', async () => {
    await chooseMore(b.page, 'Reactions');
    await b.page.getByRole('button', { name: 'Applause' }).click();
    const reaction = inCall(a.page).getByRole('status').filter({ hasText: 'Bob Baker: Applause' });
    await expect(reaction.locator('svg')).toBeVisible();
    await expect(inCall(a.page).getByText('Bob Baker: Applause')).toHaveCount(0);
  });

  await test.step('everybody sees the spotlight; another layout keeps every video in place', async () => {
    await control(a.page, 'Turn camera on').click();
    await expect(
      inCall(b.page)
        .getByRole('group', { name: /^Alice/ })
        .locator('video'),
    ).toBeVisible();
    const videos = () => b.page.evaluate(() => [...document.querySelectorAll('video')].length);
    await b.page.evaluate(() =>
      document.querySelectorAll('video').forEach((video) => video.setAttribute('data-before', '')),
    );
    const before = await videos();
    await chooseMore(b.page, 'Speaker view');
    await chooseFor(a.page, carol.name, 'Spotlight Carol Chen');
    await expect(b.page.locator('[data-arrangement=speaker]')).toBeVisible();
    await chooseMore(b.page, 'Gallery view');
    await expect(b.page.locator('[data-arrangement=grid]')).toBeVisible();
    expect(await videos()).toBe(before);
    await expect(b.page.locator('video[data-before]')).toHaveCount(before);
    await chooseFor(a.page, carol.name, 'Stop spotlighting Carol Chen');
  });

  await test.step('captions are shown to those who turn them on', async () => {
    await chooseMore(b.page, 'Captions');
    await b.page.getByRole('button', { name: 'Start captions' }).click();
    await expect(b.page.getByRole('button', { name: 'Stop captions' })).toBeVisible();
    await emulator.act({ as: carol.upn, act: 'say', text: 'Good morning, everyone.' });
    await expect(b.page.getByRole('log', { name: 'What was said' })).toContainText('Good morning, everyone.');
    await b.page.getByRole('button', { name: 'Stop captions' }).click();
  });

  await test.step('a recording is announced, and nobody is recorded before they agree', async () => {
    await emulator.act({ as: carol.upn, act: 'requireConsent', on: true });
    await emulator.act({ as: carol.upn, act: 'record', on: true });
    await expect(inCall(b.page).getByText('This call is being recorded.')).toBeVisible();
    await expect(inCall(b.page).getByText('nobody hears or sees you')).toBeVisible();
    await inCall(b.page).getByRole('button', { name: 'Agree', exact: true }).click();
    await expect(inCall(b.page).getByText('nobody hears or sees you')).toHaveCount(0);
    await control(b.page, 'Unmute').click();
    await expect(inCall(a.page).getByRole('group', { name: bob.name, exact: true })).toBeVisible();
    await expect(inCall(b.page).getByText('This call is being recorded.')).toBeVisible();
    await emulator.act({ as: carol.upn, act: 'record', on: false });
    await expect(inCall(b.page).getByText('This call is being recorded.')).toHaveCount(0);
  });

  await test.step('controls that a role does not allow are disabled, with the reason', async () => {
    await emulator.act({ as: bob.upn, act: 'role', role: 'Attendee' });
    await expect(control(b.page, 'Share screen')).toBeDisabled();
    await expect(control(b.page, 'Share screen')).toHaveAccessibleDescription(
      'Your role in this call does not allow it.',
    );
    await control(b.page, 'People').click();
    await expect(peoplePanel(b.page).getByText('You · Attendee')).toBeVisible();
    await peoplePanel(b.page).getByRole('button', { name: 'More options for Carol Chen' }).click();
    const remove = b.page.getByRole('menuitem', { name: 'Remove Carol Chen' });
    await expect(remove).toBeDisabled();
    await expect(remove).toContainText('Your role in this call does not allow it.');
    await b.page.keyboard.press('Escape');
  });

  await test.step('a participant is muted, then removed; they can join again, and the history says what happened', async () => {
    await chooseFor(a.page, bob.name, 'Mute Bob Baker');
    await expect(control(b.page, 'Unmute')).toBeVisible();
    await chooseFor(a.page, bob.name, 'Remove Bob Baker');
    await expect(b.page.getByRole('heading', { name: 'You were removed from the call' })).toBeVisible();
    await b.page.getByRole('button', { name: 'Call again' }).click();
    await expect(waiting(b.page)).toBeVisible();
    await control(b.page, 'Hang up').click();
    await b.page.getByRole('main').getByRole('button', { name: 'Close' }).click();
    const recent = b.page.getByRole('region', { name: 'Recent calls' });
    await expect(recent.getByRole('listitem')).toHaveText([
      /Teams meeting Not answered/,
      /Teams meeting Outgoing/,
    ]);
    await control(a.page, 'Hang up').click();
  });
  await emulator.clear();
});

test('a meeting of 350: few videos are shown, everybody is on the list, and hanging up works at once', async ({
  signedIn,
  system,
}) => {
  const emulator = controls(system);
  const { page } = await signedIn(alice.upn);
  await dial(page, townHall, 'Call');
  await expect(connected(page)).toBeVisible();
  await emulator.crowd({ user: alice.upn, count: 340 });
  await expect(inCall(page).getByRole('group', { name: '324 more people' })).toBeVisible();
  await expect(inCall(page).getByRole('group')).toHaveCount(17);
  await control(page, 'People').click();
  await expect(peoplePanel(page).getByRole('listitem')).toHaveCount(341);
  const pressed = Date.now();
  await control(page, 'Hang up').click();
  await expect(page.getByRole('heading', { name: 'The call has ended' })).toBeVisible();
  expect(Date.now() - pressed).toBeLessThan(2_000);
  await emulator.clear();
});
