import type { Page } from '@playwright/test';
import {
  callControl,
  callRegion,
  chooseMore,
  dialAndConnect,
  expect,
  people,
  test,
} from '../../support/app/appTest.ts';
import { allow, hiddenFrameWarning } from '../../support/app/popup.ts';

const { alice, bob, carol } = people;
const [answeringNumber, busyNumber] = ['+14255550100', '+14255550101'];

const findPanel = (page: Page) => page.getByRole('complementary', { name: 'Add people' });
const add = async (page: Page, target: string) => {
  await findPanel(page).getByRole('combobox', { name: 'People to add' }).fill(target);
  await findPanel(page).getByRole('button', { name: 'Add to the call' }).click();
};

test('group calls work with each answer of Graph about their chats, and with a service that calls only members of the chat', async ({
  openAppAs,
  emulator,
  expectedErrors,
}) => {
  // The browser logs each request that Graph refuses.
  expectedErrors.push(hiddenFrameWarning, /status of 40[04]/);
  const { page } = await openAppAs(alice.upn);
  const removeAgents = await Promise.all([bob, carol].map(({ upn }) => emulator.addAnsweringAgent(upn)));

  // A call with one telephone, to which the user adds a second one, needs a chat in which nobody else is.
  for (const telephoneChats of ['userAlone', 'withNobody'] as const) {
    await emulator.setConditions({ telephoneChats });
    await dialAndConnect(page, answeringNumber, 'Call');
    await chooseMore(page, 'Add people');
    await expect(findPanel(page)).toContainText('Its chat stays in Teams.');
    await add(page, busyNumber);
    await expect.poll(async () => (await emulator.listCalls()).map(({ kind }) => kind)).toEqual(['group']);
    await expect(page.getByRole('alert')).toHaveCount(0);
    await callControl(page, 'Hang up').click();
    await expect(callRegion(page)).toHaveCount(0);
  }

  await emulator.setConditions({ telephoneChats: null, chatMembersOnly: true });
  await dialAndConnect(page, bob.id, 'Call');
  await chooseMore(page, 'Add people');
  // A new chat has the added person as a member from the start.
  await add(page, people.echo.id);
  await expect(callRegion(page).getByRole('group', { name: /^Echo/ })).toBeVisible();
  await add(page, carol.id);
  await expect(page.getByRole('alert')).toContainText('Carol Chen was not let into the call.');
  await expect(page.getByRole('alert')).toContainText('person-not-added · 403/0');
  await allow(findPanel(page));
  await add(page, carol.id);
  await expect(callRegion(page).getByRole('group', { name: carol.name })).toBeVisible();
  await callControl(page, 'Hang up').click();
  for (const removeAgent of removeAgents) await removeAgent();
  await emulator.resetCalls();
});
