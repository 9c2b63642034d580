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
} from './test.ts';

const { alice, bob } = people;

test('Alice calls Bob by object id with video: both see and hear, mute and camera work, hanging up ends both', async ({
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
  expect(await loudness(b.page)).toBeLessThan(0.001);
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

test('a call on hold is on hold on both sides until whoever held it resumes', async ({ signedIn }) => {
  const a = await signedIn(alice.upn);
  const b = await signedIn(bob.upn);
  await dial(a.page, bob.id, 'Call');
  await incoming(b.page).getByRole('button', { name: 'Accept', exact: true }).click();
  await expect(inCall(a.page).getByText('Connected', { exact: true })).toBeVisible();

  await control(a.page, 'Hold').click();
  for (const { page } of [a, b])
    await expect(inCall(page).getByText('On hold', { exact: true })).toBeVisible();
  await control(a.page, 'Resume').click();
  for (const { page } of [a, b])
    await expect(inCall(page).getByText('Connected', { exact: true })).toBeVisible();
  await control(a.page, 'Hang up').click();
  await expect(b.page.getByRole('heading', { name: 'The call has ended' })).toBeVisible();
});

test('one person alone can try a call: Echo answers with picture and sound', async ({ signedIn }) => {
  const { page } = await signedIn(alice.upn);
  await dial(page, people.echo.id, 'Video call');
  await expect(inCall(page).getByText('Connected', { exact: true })).toBeVisible();
  await expectMovingPicture(page, /^Echo/);
  expect(await loudness(page)).toBeGreaterThan(0.01);
  await control(page, 'Hang up').click();
  await expect(page.getByRole('button', { name: 'Call again' })).toBeVisible();
});

test('the keyboard alone places, answers, mutes and ends a call', async ({ signedIn }) => {
  const a = await signedIn(alice.upn);
  const b = await signedIn(bob.upn);
  await a.page.getByRole('combobox', { name: 'Call someone' }).focus();
  await a.page.keyboard.type(bob.id);
  await expect(a.page.getByRole('button', { name: 'Call', exact: true })).toBeEnabled();
  await a.page.keyboard.press('Escape');
  await expect(a.page.getByRole('combobox', { name: 'Call someone' })).toHaveValue(bob.id);
  await a.page.keyboard.press('Tab');
  await expect(a.page.getByRole('button', { name: 'Call', exact: true })).toBeFocused();
  await a.page.keyboard.press('Enter');
  await expect(incoming(b.page)).toBeVisible();
  for (let tabs = 0; tabs < 4; tabs++) {
    const accept = incoming(b.page).getByRole('button', { name: 'Accept', exact: true });
    if (await accept.evaluate((element) => element === document.activeElement)) break;
    await b.page.keyboard.press('Tab');
  }
  await b.page.keyboard.press('Enter');
  await expect(inCall(a.page).getByText('Connected', { exact: true })).toBeVisible();
  const reach = async (name: string) => {
    for (let tabs = 0; tabs < 12; tabs++) {
      if (await control(a.page, name).evaluate((element) => element === document.activeElement)) return;
      await a.page.keyboard.press('Tab');
    }
    await expect(control(a.page, name)).toBeFocused();
  };
  await reach('Mute');
  await a.page.keyboard.press('Space');
  await expect(control(a.page, 'Unmute')).toBeFocused();
  await reach('Hang up');
  await a.page.keyboard.press('Enter');
  await expect(a.page.getByRole('heading', { name: 'The call has ended' })).toBeFocused();
});
