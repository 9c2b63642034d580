import { readFile } from 'node:fs/promises';
import {
  dial,
  dismissEndedCall,
  expect,
  people,
  test,
  findDialBox,
  chooseInAccountMenu,
} from '../support/app/appTest.ts';

const { alice, busy } = people;

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
  await expect(findDialBox(page)).toBeVisible({ timeout: 20_000 });
  await chooseInAccountMenu(page, 'Settings');
  await page.getByRole('tab', { name: 'About' }).click();
  const saveDiagnostics = async () => {
    const whenDownloaded = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save diagnostics' }).click();
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

  await page.getByRole('checkbox', { name: 'Include names and phone numbers of other people' }).check();
  const textWithNames = await saveDiagnostics();
  expect(textWithNames).toContain('4:+14255550101');
  expect(textWithNames).toContain('Busy');
  expect(textWithNames).not.toMatch(/eyJ/);
});
