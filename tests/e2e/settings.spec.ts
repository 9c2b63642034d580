import { readFile } from 'node:fs/promises';
import { expectAccessible } from '../support/app/accessible.ts';
import {
  callControl,
  callStateText,
  dial,
  dismissEndedCall,
  expect,
  people,
  test,
} from '../support/app/appTest.ts';

const { alice, busy, echo } = people;

test('in Settings a user checks devices and the connection, and changes the theme and the shortcuts', async ({
  openAppAs,
}) => {
  const { page } = await openAppAs(alice.upn);
  await page.getByRole('button', { name: 'Account' }).click();
  await page.getByRole('menuitem', { name: 'Settings' }).click();
  const dialog = page.getByRole('dialog', { name: 'Settings' });
  // Beside the ring settings the app says that it cannot ring when no tab is open.
  await expect(dialog.getByText('Keep this tab open to receive calls.')).toBeVisible();
  await dialog.getByRole('button', { name: 'Check the microphone' }).click();
  await expect(dialog.getByRole('progressbar')).toBeVisible();
  await dialog.getByRole('combobox', { name: 'Microphone' }).selectOption({ label: 'Fake Audio Input 2' });
  const readLiveTrackLabels = () =>
    page.evaluate(() =>
      (window as unknown as { openedTracks: MediaStreamTrack[] }).openedTracks
        .filter(({ readyState }) => readyState === 'live')
        .map(({ label }) => label),
    );
  await expect.poll(readLiveTrackLabels).toEqual(['Fake Audio Input 2']);
  await dialog.getByRole('button', { name: 'Stop' }).click();
  await dialog.getByRole('button', { name: 'Check the connection' }).click();
  await expect(dialog.getByText('Works')).toHaveCount(4);
  await expectAccessible(page);

  await dialog.getByRole('tab', { name: 'Appearance' }).click();
  const readBackground = () => dialog.evaluate((element) => getComputedStyle(element).backgroundColor);
  const lightBackground = await readBackground();
  await dialog.getByRole('radio', { name: 'Dark' }).check();
  await expect.poll(readBackground).not.toBe(lightBackground);
  // The title bar of the installed app is dark, too, although the system is light.
  await expect(page.locator('meta[name=theme-color]').first()).toHaveAttribute('content', '#1f1f1f');

  await dialog.getByRole('tab', { name: 'Shortcuts' }).click();
  await dialog.getByRole('button', { name: /Change the keys for: Mute or unmute/ }).click();
  await page.keyboard.press('Control+Shift+KeyH');
  await expect(dialog.getByRole('alert')).toContainText('already do something else');
  await dialog.getByRole('button', { name: /Change the keys for: Mute or unmute/ }).click();
  await page.keyboard.press('F9');
  await expect(dialog.getByRole('button', { name: /Mute or unmute F9/ })).toBeVisible();

  await dialog.getByRole('button', { name: 'Done' }).click();
  await expect(page.getByRole('button', { name: 'Account' })).toBeFocused();

  await dial(page, echo.id, 'Call');
  await expect(callStateText(page, 'Connected')).toBeVisible();
  await page.keyboard.press('F9');
  await expect(callControl(page, 'Unmute')).toBeVisible();
  // Control+Shift+H is still the shortcut of Hang up.
  await page.keyboard.press('Control+Shift+KeyH');
  await dismissEndedCall(page);
  await page.reload();
  await expect(page.getByRole('combobox', { name: 'Call someone' })).toBeVisible({ timeout: 20_000 });
  const textColour = await page.evaluate(
    () => getComputedStyle(document.querySelector('main') ?? document.body).color,
  );
  // Fluent's light theme has this text colour. The dark theme must survive the reload.
  expect(textColour).not.toBe('rgb(36, 36, 36)');
});

// W1 is the id of a defect that an earlier version had.
test('W1: saved diagnostics list the last calls with their codes, contain no tokens, and contain names only if the user wants that', async ({
  openAppAs,
}) => {
  const { page } = await openAppAs(alice.upn);
  await dial(page, busy.id, 'Call');
  await dismissEndedCall(page);
  await dial(page, '+14255550101', 'Call');
  await dismissEndedCall(page);
  await page.reload();
  // The account button moves into the navigation when the app is connected.
  await expect(page.getByRole('combobox', { name: 'Call someone' })).toBeVisible({ timeout: 20_000 });
  await page.getByRole('button', { name: 'Account' }).click();
  await page.getByRole('menuitem', { name: 'Settings' }).click();
  const dialog = page.getByRole('dialog', { name: 'Settings' });
  await dialog.getByRole('tab', { name: 'About' }).click();
  const saveDiagnostics = async () => {
    const whenDownloaded = page.waitForEvent('download');
    await dialog.getByRole('button', { name: 'Save diagnostics' }).click();
    return readFile(await (await whenDownloaded).path(), 'utf8');
  };
  const anonymousText = await saveDiagnostics();
  const report = JSON.parse(anonymousText) as {
    summary: string[];
    calls: object[];
    events: object[];
    agent: string;
  };
  expect(Object.keys(report)[0]).toBe('summary');
  expect(report.summary.join('\n')).toMatch(/Outgoing, id \S+: ended 486\/560486/);
  expect(report.agent).toBe('Connected');
  expect(report.calls).toMatchObject([
    { direction: 'Outgoing', endCode: 486, endSubCode: 560_486, other: '4:(number)' },
    { direction: 'Outgoing', endCode: 486, endSubCode: 0, other: `8:orgid:${busy.id}` },
  ]);
  expect(report.events).toContainEqual(expect.objectContaining({ kind: 'token', what: 'renewed' }));
  // Every JWT begins with `eyJ`.
  expect(anonymousText).not.toMatch(/alice|archer|busy \(|@fabrikam|4255550101|eyJ|Fake Audio/i);

  await dialog.getByRole('checkbox', { name: 'Include names and phone numbers of other people' }).check();
  const textWithNames = await saveDiagnostics();
  expect(textWithNames).toContain('4:+14255550101');
  expect(textWithNames).toContain('Busy');
  expect(textWithNames).not.toMatch(/eyJ/);
});
