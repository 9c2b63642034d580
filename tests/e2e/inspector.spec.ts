import { AxeBuilder } from '@axe-core/playwright';
import { expectAccessible } from '../support/app/accessible.ts';
import { expect, people, test } from '../support/app/appTest.ts';

const { alice } = people;

test('the token inspector shows this sign-in’s artifacts by number, decoded, and no token', async ({
  signedIn,
}) => {
  const tokens: string[] = [];
  const { page, context } = await signedIn(alice.upn);
  context.on('request', (request) => {
    const bearer = /^Bearer (.+)$/.exec(request.headers()['authorization'] ?? '')?.[1];
    if (bearer) tokens.push(bearer);
    if (request.url().endsWith('/api/token'))
      tokens.push((request.postDataJSON() as { teamsUserAadToken: string }).teamsUserAadToken);
  });
  context.on('response', (response) => {
    if (!response.url().endsWith('/api/token')) return;
    void response.json().then((body: { token: string }) => tokens.push(body.token));
  });
  // After a reload the app gets every token again, so that the test sees them.
  await page.reload();
  await expect(page.getByRole('combobox', { name: 'Call someone' })).toBeVisible();
  await expect.poll(() => tokens.length).toBeGreaterThanOrEqual(3);

  await page.getByRole('button', { name: 'Account' }).click();
  await page.getByRole('menuitem', { name: 'Token inspector' }).click();
  const dialog = page.getByRole('dialog', { name: 'Token inspector' });
  await expect(dialog).toContainText('Case 2');
  await expect(
    dialog.getByRole('list', { name: 'The steps of this sign-in' }).getByRole('listitem'),
  ).toHaveCount(9);

  const card = (name: string) => dialog.getByRole('region', { name, exact: true });
  await expect(card('Artifact 1 (A1)')).toContainText('https://auth.msft.communication.azure.com');
  await expect(card('Artifact 1 (A1)')).toContainText('Teams.ManageCalls');
  await expect(card('Artifact 2 (B)')).toContainText('access_as_user');
  await expect(card('Artifact 3 (C)')).toContainText('It is never in the browser');
  await expect(card('Artifact 4 (D)')).toContainText('voip');
  await expect(card('Artifact A2')).toContainText(alice.id);

  // A step's artifact leads to its card.
  await dialog.getByRole('button', { name: 'Artifact 4 (D)' }).first().click();
  await expect(card('Artifact 4 (D)')).toBeFocused();
  await card('Artifact 4 (D)').getByText('Claims').click();
  await expect(card('Artifact 4 (D)')).toContainText('orgid:');

  const content = await page.content();
  for (const part of tokens.flatMap((token) => token.split('.'))) expect(content).not.toContain(part);

  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
});

for (const { scheme, width } of [
  { scheme: 'dark', width: 1200 },
  { scheme: 'light', width: 360 },
] as const) {
  test(`the token inspector fits ${scheme} at ${width} pixels: nothing is cut off`, async ({ signedIn }) => {
    const { page } = await signedIn(alice.upn);
    await page.emulateMedia({ colorScheme: scheme });
    await page.setViewportSize({ width, height: 800 });
    await page.getByRole('button', { name: 'Account' }).click();
    await page.getByRole('menuitem', { name: 'Token inspector' }).click();
    const dialog = page.getByRole('dialog', { name: 'Token inspector' });
    await expect(dialog.getByRole('region', { name: 'Artifact 4 (D)' })).toBeAttached();
    await page.screenshot({ path: `test-results/inspector-${scheme}-${width}.png` });
    // Fluent leaves two pixels for focus rings.
    const overflow = await dialog.evaluate((element) =>
      [element, ...element.querySelectorAll('*')]
        .filter((inner) => inner.scrollWidth > inner.clientWidth + 2 && inner.clientWidth > 0)
        .map(
          (inner) =>
            `${inner.tagName}.${inner.className} ${inner.scrollWidth}>${inner.clientWidth} ${inner.textContent?.slice(0, 60)}`,
        ),
    );
    expect(overflow).toEqual([]);
    const { violations } = await new AxeBuilder({ page })
      .exclude('[data-tabster-dummy]')
      .withRules(['color-contrast'])
      .analyze();
    expect(violations.map(({ nodes }) => nodes[0]?.html)).toEqual([]);
  });
}
