import { expectAccessible } from '../support/app/accessible.ts';
import { expect, people, test, findDialBox, chooseInAccountMenu } from '../support/app/appTest.ts';

/**
 * The token inspector is a dialog that explains a sign-in. The dialog numbers tokens and credentials as artifacts 1 to 4, or
 * A to D, as Microsoft's article on custom Teams endpoints does.
 */

const { alice } = people;

test('the token inspector shows the decoded artifacts of this sign-in by number, but no token itself', async ({
  openAppAs,
}) => {
  const tokens: string[] = [];
  const { page, context } = await openAppAs(alice.upn);
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
  // A reload during a token request would lose the answer, which replaces the refresh token that the request has used up.
  await page.waitForLoadState('networkidle');
  // The reload makes the app request every token again, so that the test can record them.
  await page.reload();
  await expect(findDialBox(page)).toBeVisible();
  await expect.poll(() => tokens.length).toBeGreaterThanOrEqual(3);

  await chooseInAccountMenu(page, 'Token inspector');
  const dialog = page.getByRole('dialog', { name: 'Token inspector' });
  await expect(dialog).toContainText('Case 2');
  await expect(
    dialog.getByRole('list', { name: 'The steps of this sign-in' }).getByRole('listitem'),
  ).toHaveCount(9);

  const findCard = (name: string) => dialog.getByRole('region', { name, exact: true });
  await expect(findCard('Artifact 1 (A1)')).toContainText('https://auth.msft.communication.azure.com');
  await expect(findCard('Artifact 1 (A1)')).toContainText('Teams.ManageCalls Teams.ManageChats');
  await expect(findCard('Artifact 2 (B)')).toContainText('access_as_user');
  await expect(findCard('Artifact 3 (C)')).toContainText('It is never in the browser');
  await expect(findCard('Artifact 4 (D)')).toContainText('voip');
  await expect(findCard('Artifact A2')).toContainText(alice.id);

  // The button of an artifact in a step moves the focus to the artifact's card.
  await dialog.getByRole('button', { name: 'Artifact 4 (D)' }).first().click();
  await expect(findCard('Artifact 4 (D)')).toBeFocused();
  await findCard('Artifact 4 (D)').getByText('Claims').click();
  await expect(findCard('Artifact 4 (D)')).toContainText('orgid:');

  const content = await page.content();
  for (const part of tokens.flatMap((token) => token.split('.'))) expect(content).not.toContain(part);

  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
});
