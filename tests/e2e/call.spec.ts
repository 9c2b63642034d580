import type { Locator } from '@playwright/test';
import {
  acceptCall,
  callState,
  control,
  dial,
  expect,
  expectMovingPicture,
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
  await expect(callState(a.page, 'Ringing…')).toBeVisible();
  await expect(incoming(b.page)).toHaveAccessibleName(/Alice Archer/);
  await acceptCall(b.page, 'Accept with video');

  for (const { page } of [a, b]) await expect(callState(page, 'Connected')).toBeVisible();
  await expectMovingPicture(a.page, bob.name);
  await expectMovingPicture(b.page, alice.name);
  await expectMovingPicture(a.page, /^You/);
  expect(await loudness(a.page)).toBeGreaterThan(0.01);
  expect(await loudness(b.page)).toBeGreaterThan(0.01);

  await control(a.page, 'Mute').click();
  await expect(control(a.page, 'Unmute')).toBeFocused();
  await expect(b.page.getByRole('group', { name: 'Alice Archer, muted' })).toBeVisible();
  // Sound that is already on its way is still heard for a moment.
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
  await acceptCall(b.page);
  await expect(callState(a.page, 'Connected')).toBeVisible();
  const picture = a.page.getByRole('group', { name: /^You/ }).locator('video');
  await expect(picture).toHaveCSS('filter', 'none');

  await control(a.page, 'Hold').click();
  for (const { page } of [a, b]) await expect(callState(page, 'On hold')).toBeVisible();
  // A video that nobody sees must not look live.
  await expect(picture).toHaveCSS('filter', /grayscale/);
  await control(a.page, 'Resume').click();
  for (const { page } of [a, b]) await expect(callState(page, 'Connected')).toBeVisible();
  await expect(picture).toHaveCSS('filter', 'none');
  await control(a.page, 'Hang up').click();
  await expect(b.page.getByRole('heading', { name: 'The call has ended' })).toBeVisible();
});

test('a user alone can try a call: Echo answers with video and sound', async ({ signedIn }) => {
  const { page } = await signedIn(alice.upn);
  await dial(page, people.echo.id, 'Video call');
  await expect(callState(page, 'Connected')).toBeVisible();
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
  /** Presses Tab, or another key, until the target has the focus. */
  const focusByKey = async (target: Locator, key = 'Tab') => {
    await expect(target.first()).toBeVisible();
    for (let presses = 0; presses < 20; presses++) {
      if (await target.evaluate((element) => element === document.activeElement)) break;
      await target.page().keyboard.press(key);
    }
    await expect(target).toBeFocused();
    await expect.poll(() => target.evaluate(showsFocus), 'the focus is visible').toBe(true);
  };
  await a.page.getByRole('combobox', { name: 'Call someone' }).focus();
  await a.page.keyboard.type(bob.id);
  await expect(a.page.getByRole('button', { name: 'Call', exact: true })).toBeEnabled();
  await a.page.keyboard.press('Escape');
  await expect(a.page.getByRole('combobox', { name: 'Call someone' })).toHaveValue(bob.id);
  await focusByKey(a.page.getByRole('button', { name: 'Call', exact: true }));
  await a.page.keyboard.press('Enter');
  await focusByKey(incoming(b.page).getByRole('button', { name: 'Accept', exact: true }));
  await b.page.keyboard.press('Enter');
  await expect(callState(a.page, 'Connected')).toBeVisible();
  await focusByKey(control(a.page, 'Mute'));
  await a.page.keyboard.press('Space');
  await expect(control(a.page, 'Unmute')).toBeFocused();
  await focusByKey(control(a.page, 'Hold'));
  await a.page.keyboard.press('Enter');
  await expect(callState(a.page, 'On hold')).toBeVisible();
  await expect(control(a.page, 'Resume')).toBeFocused();
  await a.page.keyboard.press('Enter');
  await expect(callState(a.page, 'Connected')).toBeVisible();

  await focusByKey(control(a.page, 'More'));
  await a.page.keyboard.press('Enter');
  await focusByKey(a.page.getByRole('menuitem', { name: 'Transfer' }), 'ArrowDown');
  await a.page.keyboard.press('Enter');
  const panel = a.page.getByRole('complementary', { name: 'Transfer' });
  await focusByKey(panel.getByRole('combobox', { name: 'Transfer to' }));
  await a.page.keyboard.type(people.echo.upn);
  await expect(panel.getByRole('button', { name: 'Transfer now' })).toBeEnabled();
  await a.page.keyboard.press('Escape');
  await focusByKey(panel.getByRole('button', { name: 'Transfer now' }));
  await a.page.keyboard.press('Enter');
  await expect(a.page.getByRole('heading', { name: 'The call was transferred' })).toBeFocused();

  await expect(b.page.getByRole('heading', { name: people.echo.name })).toBeVisible();
  await expect(callState(b.page, 'Connected')).toBeVisible();
  await focusByKey(control(b.page, 'Hang up'));
  await b.page.keyboard.press('Enter');
  await expect(b.page.getByRole('heading', { name: 'The call has ended' })).toBeFocused();
  await focusByKey(b.page.getByRole('button', { name: 'Close' }));
  await b.page.keyboard.press('Enter');
  await expect(b.page.getByRole('heading', { name: 'Who would you like to call?' })).toBeFocused();
});

/** Whether an element shows its focus: by an outline or a shadow of its own, or by a line that Fluent draws at it or its parent. */
function showsFocus(element: Element): boolean {
  const isVisible = (width: string, style: string, colour: string) =>
    parseFloat(width) >= 1 && style !== 'none' && !/^rgba\(.*, 0\)$/.test(colour);
  return [element, element.parentElement ?? element].some((styled) =>
    [null, '::after'].some((part) => {
      const drawn = getComputedStyle(styled, part);
      if (isVisible(drawn.outlineWidth, drawn.outlineStyle, drawn.outlineColor)) return true;
      if (part === null) return styled === element && drawn.boxShadow !== 'none';
      return isVisible(drawn.borderBottomWidth, drawn.borderBottomStyle, drawn.borderBottomColor);
    }),
  );
}
