import type { Page } from '@playwright/test';
import { firefoxPath, startFirefox } from '../../support/firefox.ts';
import { signInWithFirefox } from '../../support/firefoxPage.ts';
import {
  callControl,
  callRegion,
  callStateText,
  dial,
  dismissEndedCall,
  expect,
  people,
  test,
} from '../../support/app/appTest.ts';
import type { createControls } from '../../support/controls.ts';
import { inChromium, inFirefox, type AgentPage } from './agentPage.ts';

/** The work of an agent, who calls telephones and is called for the company's numbers (Teams Phone extensibility). */

test.use({ localCase: 'extension' });

const { alice, bob } = people;
const telephone = { number: '+14255550100', shown: '+1 425 555 0100' };
const caller = { number: '+12065550123', shown: '+1 206 555 0123' };
const hotline = { name: 'Fabrikam hotline, +1 425 555 0150', number: '+14255550150' };
const support = { name: 'Fabrikam support, +1 425 555 0151', number: '+14255550151' };

/** For 0.7 s after a call has come to the screen by itself, a press does nothing, because it was meant for another call. */
const settlingMs = 800;

type Emulator = ReturnType<typeof createControls>;

/** Finds who takes part in a telephone's call, as the emulator sees them. */
async function listParticipants(emulator: Emulator, number: string) {
  const calls = await emulator.listCalls();
  const call = calls.find(({ participants }) => participants.some(({ id }) => id === `4:${number}`));
  return call?.participants ?? [];
}

/** Waits until the called telephone's display shows a number as the caller's. */
const expectDisplay = (emulator: Emulator, number: string) =>
  expect
    .poll(async () => {
      const participants = await listParticipants(emulator, telephone.number);
      return participants.find(({ id }) => id === `4:${telephone.number}`)?.caller;
    })
    .toBe(`4:${number}`);

/** Waits until the caller is on hold, or is not. */
const expectHold = (emulator: Emulator, isHeld: boolean) =>
  expect
    .poll(async () => {
      const participants = await listParticipants(emulator, caller.number);
      return participants.find(({ name }) => name === alice.name)?.state.hold;
    })
    .toBe(isHeld);

/** Alice takes a caller of the hotline, holds, asks first a telephone and then Bob, transfers to Bob, and calls a telephone. */
async function goThroughADay(alicePage: AgentPage, bobPage: Page, emulator: Emulator): Promise<void> {
  const bobAgent = inChromium(bobPage);
  const listPresent = async () =>
    (await listParticipants(emulator, caller.number))
      .filter(({ presence }) => presence === 'Joined')
      .map(({ name }) => name)
      .toSorted();

  await test.step('a telephone calls the hotline, and Alice answers', async () => {
    await emulator.callServiceNumber(hotline.number, { agents: [alice.upn], from: caller.number });
    await alicePage.accept('to Fabrikam hotline');
    await alicePage.expectInCall('Connected');
    await alicePage.expectInCall(`to ${hotline.name}`);
  });

  await test.step('Alice holds the call, and resumes it', async () => {
    await alicePage.control('Hold');
    await alicePage.expectInCall('On hold');
    await expectHold(emulator, true);
    await alicePage.control('Resume');
    await alicePage.expectInCall('Connected');
    await expectHold(emulator, false);
  });

  await test.step('Alice consults a telephone, which sees the hotline, while the caller waits', async () => {
    await alicePage.transfer(telephone.number, telephone.shown, 'Shift+Enter');
    await alicePage.expectText(`${telephone.shown} answered. ${caller.shown} is on hold.`);
    await alicePage.expectInCall('Connected');
    await expectHold(emulator, true);
    await expectDisplay(emulator, hotline.number);
    await alicePage.control('Hang up');
    await alicePage.expectInCall(caller.shown);
    await bobPage.waitForTimeout(settlingMs);
    await alicePage.control('Resume');
    await alicePage.expectInCall('Connected');
    await expectHold(emulator, false);
  });

  await test.step('Alice consults Bob, whom she can only add to the call', async () => {
    await alicePage.transfer(bob.name, bob.name, 'Shift+Enter');
    await bobAgent.accept(alice.name);
    await bobAgent.expectInCall('Connected');
    await expect.poll(listPresent).toEqual([caller.number, alice.name, bob.name]);
    await bobAgent.control('Hang up');
    await expect.poll(listPresent).toEqual([caller.number, alice.name]);
  });

  await test.step('Alice transfers the caller to Bob, who sees the number called, and the caller', async () => {
    await alicePage.transfer(bob.name, bob.name, 'Enter');
    await bobAgent.accept(caller.shown);
    await alicePage.expectText(`${caller.shown} is now with ${bob.name}`);
    await bobAgent.expectInCall('Connected');
    await bobAgent.expectInCall(`to ${hotline.name}`);
    await expect.poll(listPresent).toEqual([caller.number, bob.name]);
    await emulator.runAction({ as: caller.number, act: 'leave' });
    await expect(callRegion(bobPage)).toHaveCount(0);
  });

  await test.step('Alice calls a telephone, whose display shows the hotline’s number', async () => {
    await alicePage.dial(telephone.number);
    await alicePage.expectInCall('Connected');
    await alicePage.expectInCall(`from ${hotline.name}`);
    await expectDisplay(emulator, hotline.number);
    await alicePage.control('Hang up');
    await expect.poll(emulator.listCalls).toEqual([]);
  });
}

test('an agent answers a caller, holds, consults, transfers to another agent, and calls a telephone for the company', async ({
  openPages,
  emulator,
}) => {
  test.slow();
  const [alicePage, bobPage] = await openPages(alice, bob);
  await goThroughADay(inChromium(alicePage), bobPage, emulator);
});

test('an agent does the same in Firefox', async ({ openPages, url, emulator }) => {
  test.slow();
  const path = firefoxPath();
  test.skip(path === null, 'Firefox is not installed on this machine: install it, or set FIREFOX_PATH.');
  const firefox = await startFirefox(path ?? '');
  try {
    const [bobPage] = await openPages(bob);
    const alicePage = await firefox.newPage();
    const pageErrors: unknown[] = [];
    alicePage.on('pageerror', (error) => pageErrors.push(error));
    await alicePage.goto(url);
    await signInWithFirefox(alicePage, alice.upn);
    await goThroughADay(inFirefox(alicePage), bobPage, emulator);
    expect(pageErrors).toEqual([]);
  } finally {
    await firefox.close();
  }
});

test('the browser remembers the line that an agent has chosen, and calls back by the line of the call', async ({
  openPages,
  emulator,
}) => {
  const [page] = await openPages(alice);
  await page.getByRole('combobox', { name: 'Call as' }).selectOption(support.name);
  await dial(page, telephone.number, 'Call');
  await expect(callStateText(page, 'Connected')).toBeVisible();
  await expect(callRegion(page).getByText(`from ${support.name}`)).toBeVisible();
  await expectDisplay(emulator, support.number);
  await callControl(page, 'Hang up').click();
  await dismissEndedCall(page);

  // The choice and the history outlive a reload, and *Call back* calls for the same number.
  await page.reload();
  const choice = page.getByRole('combobox', { name: 'Call as' });
  await expect(choice.locator('option:checked')).toHaveText(support.name);
  await choice.selectOption(hotline.name);
  const calls = page.getByRole('region', { name: 'Recent calls' });
  await calls.getByRole('button', { name: /^\+1 425 555 0100/ }).click();
  await calls.getByRole('button', { name: 'Call back' }).click();
  await expect(callRegion(page).getByText(`from ${support.name}`)).toBeVisible();
  await expectDisplay(emulator, support.number);
  await callControl(page, 'Hang up').click();
});
