import type { Locator } from '@playwright/test';
import {
  control,
  dial,
  expect,
  expectMovingPicture,
  inCall,
  incoming,
  loudness,
  people,
  test,
} from '../support/app/appTest.ts';

const { alice, bob } = people;

test('Alice calls Bob by object id with video: both see and hear each other, mute and camera work, hanging up ends both calls', async ({
  signedIn,
}) => {
  const a = await signedIn(alice.upn);
  const b = await signedIn(bob.upn);

  await dial(a.page, bob.id, 'Video call');
  await expect(inCall(a.page).getByText('Ringing…', { exact: true })).toBeVisible();
  await expect(incoming(b.page)).toHaveAccessibleName(/Alice Archer/);
  await incoming(b.page).getByRole('button', { name: 'Accept with video' }).click();

  for (const { page } of [a, b])
    await expect(inCall(page).getByText('Connected', { exact: true })).toBeVisible();
  await expectMovingPicture(a.page, bob.name);
  await expectMovingPicture(b.page, alice.name);
  await expectMovingPicture(a.page, /^You/);
  expect(await loudness(a.page)).toBeGreaterThan(0.01);
  expect(await loudness(b.page)).toBeGreaterThan(0.01);

  await control(a.page, 'Mute').click();
  await expect(control(a.page, 'Unmute')).toBeFocused();
  await expect(b.page.getByRole('group', { name: 'Alice Archer, muted' })).toBeVisible();
  // What was on its way already is still heard for a moment.
  await expect.poll(() => loudness(b.page)).toBeLessThan(0.001);
  await control(a.page, 'Unmute').click();
  await expect(control(a.page, 'Mute')).toBeVisible();

  await control(a.page, 'Turn camera off').click();
  await expect(control(a.page, 'Turn camera on')).toBeFocused();
  await expect(b.page.getByRole('group', { name: alice.name }).locator('video')).toHaveCount(0);
  await control(a.page, 'Turn camera on').click();
  await expectMovingPicture(b.page, alice.name);

  await control(b.page, 'Hang up').click();
  for (const { page } of [a, b]) {
    await expect(page.getByRole('heading', { name: 'The call has ended' })).toBeVisible();
    await page.getByRole('button', { name: 'Close' }).click();
    await expect(page.getByRole('combobox', { name: 'Call someone' })).toBeVisible();
  }
});

test('a call on hold is on hold on both sides until the participant who held it resumes', async ({
  signedIn,
}) => {
  const a = await signedIn(alice.upn);
  const b = await signedIn(bob.upn);
  await dial(a.page, bob.id, 'Video call');
  await incoming(b.page).getByRole('button', { name: 'Accept', exact: true }).click();
  await expect(inCall(a.page).getByText('Connected', { exact: true })).toBeVisible();
  const picture = a.page.getByRole('group', { name: /^You/ }).locator('video');
  await expect(picture).toHaveCSS('filter', 'none');

  await control(a.page, 'Hold').click();
  for (const { page } of [a, b])
    await expect(inCall(page).getByText('On hold', { exact: true })).toBeVisible();
  // What nobody sees does not look live.
  await expect(picture).toHaveCSS('filter', /grayscale/);
  await control(a.page, 'Resume').click();
  for (const { page } of [a, b])
    await expect(inCall(page).getByText('Connected', { exact: true })).toBeVisible();
  await expect(picture).toHaveCSS('filter', 'none');
  await control(a.page, 'Hang up').click();
  await expect(b.page.getByRole('heading', { name: 'The call has ended' })).toBeVisible();
});

test('a user alone can try a call: Echo answers with video and sound', async ({ signedIn }) => {
  const { page } = await signedIn(alice.upn);
  await dial(page, people.echo.id, 'Video call');
  await expect(inCall(page).getByText('Connected', { exact: true })).toBeVisible();
  await expectMovingPicture(page, /^Echo/);
  expect(await loudness(page)).toBeGreaterThan(0.01);
  await control(page, 'Hang up').click();
  await expect(page.getByRole('button', { name: 'Call again' })).toBeVisible();
});

test('the keyboard alone places, answers, mutes, holds, transfers and ends a call, and the focus is visible', async ({
  signedIn,
}) => {
  const a = await signedIn(alice.upn);
  const b = await signedIn(bob.upn);
  /** Tab, or another key, until the focus is there. */
  const reach = async (target: Locator, key = 'Tab') => {
    await expect(target.first()).toBeVisible();
    for (let presses = 0; presses < 20; presses++) {
      if (await target.evaluate((element) => element === document.activeElement)) break;
      await target.page().keyboard.press(key);
    }
    await expect(target).toBeFocused();
    await expect.poll(() => target.evaluate(showsFocus), 'the focus is seen').toBe(true);
  };
  await a.page.getByRole('combobox', { name: 'Call someone' }).focus();
  await a.page.keyboard.type(bob.id);
  await expect(a.page.getByRole('button', { name: 'Call', exact: true })).toBeEnabled();
  await a.page.keyboard.press('Escape');
  await expect(a.page.getByRole('combobox', { name: 'Call someone' })).toHaveValue(bob.id);
  await reach(a.page.getByRole('button', { name: 'Call', exact: true }));
  await a.page.keyboard.press('Enter');
  await reach(incoming(b.page).getByRole('button', { name: 'Accept', exact: true }));
  await b.page.keyboard.press('Enter');
  await expect(inCall(a.page).getByText('Connected', { exact: true })).toBeVisible();
  await reach(control(a.page, 'Mute'));
  await a.page.keyboard.press('Space');
  await expect(control(a.page, 'Unmute')).toBeFocused();
  await reach(control(a.page, 'Hold'));
  await a.page.keyboard.press('Enter');
  await expect(inCall(a.page).getByText('On hold', { exact: true })).toBeVisible();
  await expect(control(a.page, 'Resume')).toBeFocused();
  await a.page.keyboard.press('Enter');
  await expect(inCall(a.page).getByText('Connected', { exact: true })).toBeVisible();

  await reach(control(a.page, 'More'));
  await a.page.keyboard.press('Enter');
  await reach(a.page.getByRole('menuitem', { name: 'Transfer' }), 'ArrowDown');
  await a.page.keyboard.press('Enter');
  const panel = a.page.getByRole('complementary', { name: 'Transfer' });
  await reach(panel.getByRole('combobox', { name: 'Transfer to' }));
  await a.page.keyboard.type(people.echo.upn);
  await expect(panel.getByRole('button', { name: 'Transfer now' })).toBeEnabled();
  await a.page.keyboard.press('Escape');
  await reach(panel.getByRole('button', { name: 'Transfer now' }));
  await a.page.keyboard.press('Enter');
  await expect(a.page.getByRole('heading', { name: 'The call was transferred' })).toBeFocused();

  await expect(b.page.getByRole('heading', { name: people.echo.name })).toBeVisible();
  await expect(inCall(b.page).getByText('Connected', { exact: true })).toBeVisible();
  await reach(control(b.page, 'Hang up'));
  await b.page.keyboard.press('Enter');
  await expect(b.page.getByRole('heading', { name: 'The call has ended' })).toBeFocused();
  await reach(b.page.getByRole('button', { name: 'Close' }));
  await b.page.keyboard.press('Enter');
  await expect(b.page.getByRole('heading', { name: 'Who would you like to call?' })).toBeFocused();
});

/** Whether there is an outline or a shadow of its own, or a line that Fluent draws beside it, with a colour and a width. */
function showsFocus(element: Element): boolean {
  const isSeen = (width: string, style: string, colour: string) =>
    parseFloat(width) >= 1 && style !== 'none' && !/^rgba\(.*, 0\)$/.test(colour);
  return [element, element.parentElement ?? element].some((one) =>
    [null, '::after'].some((part) => {
      const drawn = getComputedStyle(one, part);
      if (isSeen(drawn.outlineWidth, drawn.outlineStyle, drawn.outlineColor)) return true;
      if (part === null) return one === element && drawn.boxShadow !== 'none';
      return isSeen(drawn.borderBottomWidth, drawn.borderBottomStyle, drawn.borderBottomColor);
    }),
  );
}
