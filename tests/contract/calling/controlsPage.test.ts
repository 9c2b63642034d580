import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright';
import { beforeEach, expect, test } from 'vitest';
import { buildControlsAddress, startEmulator } from '../../../src/emulator/emulator.ts';
import { setUpToolPage } from '../../support/calling/setUpToolPage.ts';
import { createControls } from '../../support/controls.ts';

// Tests of the page `/emulator`, on which a single developer makes simulated people call, speak or leave.
const { pageErrors, getEmulator, getAlicePage, openPage } = setUpToolPage('/controls.js');

beforeEach(async () => {
  await createControls({ emulator: getEmulator() }).resetCalls();
  await getAlicePage().run((api) => api.waitUntil(() => api.agent.calls.length === 0));
});

const openControls = (address = buildControlsAddress(getEmulator())) => openPage(address);
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

test('the page asks for the secret, or reads it from its address and removes it there', async () => {
  const page = await openControls(`${getEmulator().url}/emulator`);
  const enterSecret = async (secret: string) => {
    await page.getByLabel('Secret').fill(secret);
    await press(page, 'Open');
  };
  await enterSecret('wrong');
  await page.getByRole('alert').getByText('not the secret').waitFor();
  // The browser logs every answer with status 401 as an error.
  expect(pageErrors.splice(0).every((text) => text.includes('401'))).toBe(true);
  await enterSecret(getEmulator().secret);
  await page.getByRole('heading', { name: 'Windows' }).waitFor();
  const otherPage = await openControls();
  await otherPage.getByText('Live', { exact: true }).waitFor();
  expect(otherPage.url()).toBe(`${getEmulator().url}/emulator`);
  expect(await otherPage.evaluate(() => history.length)).toBe(2);
  expect(pageErrors).toEqual([]);
});

test('axe finds no violation on the page in light or dark mode, and the page fits into a narrow window', async () => {
  const page = await openControls();
  await press(page, 'You are called');
  await page.getByRole('article').waitFor();
  await press(page, 'No Teams licence');
  await press(page, 'A telephone calls +1 425 555 0150');
  await page.getByRole('button', { name: 'Give up' }).waitFor();
  const findViolations = async (axe: AxeBuilder) =>
    (await axe.analyze()).violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
  expect(await findViolations(new AxeBuilder({ page }))).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await findViolations(new AxeBuilder({ page }).withRules('color-contrast'))).toEqual([]);
  await page.setViewportSize({ width: 320, height: 640 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  expect(pageErrors).toEqual([]);
});

test('the page of an emulator with an own directory names only the people and telephones of this directory', async () => {
  const ownEmulator = await startEmulator({
    directory: {
      tenants: [{ name: 'Northwind', domain: 'northwind.example' }],
      people: [{ upn: 'nina@northwind.example', displayName: 'Nina Novak', jobTitle: 'Clerk' }],
      phones: [{ number: '+4790000001', note: 'The shop' }],
    },
  });
  const page = await openControls(buildControlsAddress(ownEmulator));
  await page.getByRole('button', { name: 'Nina Novak rings' }).waitFor();
  expect(await page.locator('#people > li').allTextContents()).toEqual([
    expect.stringContaining('Nina NovakClerk'),
    expect.stringContaining('The shop'),
  ]);
  expect(await page.getByLabel('With').inputValue()).toBe('{"to":"nina@northwind.example"}');
  expect(await page.getByLabel('Happens to').locator('option').allTextContents()).toEqual(['Nina Novak']);
  await page.close();
  await ownEmulator.stop();
});

test('two forms set the network of a person, for each direction, and raise a diagnostic', async () => {
  const page = await openControls();
  const network = page.getByRole('region', { name: 'Network' });
  const fillIn = async (packets: string, label: string, value: string) => {
    await network.getByLabel('Packets').selectOption(packets);
    await network.getByLabel(label).fill(value);
    await press(page, 'Set the network');
  };
  await network.getByLabel('Person').selectOption('Bob Baker');
  await fillIn('received', 'Lost (%)', '10');
  await page.getByText('{"to":{"lossPercent":10}}').waitFor();
  await network.getByLabel('Lost (%)').fill('');
  await fillIn('sent', 'Delay (ms)', '50');
  await page.getByText('{"from":{"delayMs":50},"to":{"lossPercent":10}}').waitFor();
  const diagnostics = page.getByRole('region', { name: 'Diagnostics' });
  await diagnostics.getByLabel('Diagnostic').selectOption('cameraFreeze');
  await press(page, 'Raise');
  await page.getByText('Not done: diagnostics.cameraFreeze: true or false is needed.').waitFor();
  // The browser logs every answer with status 400 as an error.
  expect(pageErrors.splice(0)).toEqual([expect.stringContaining('400')]);
  await diagnostics.getByLabel('Value').selectOption('true');
  await press(page, 'Raise');
  await page.getByText('{"cameraFreeze":true}').waitFor();
  await createControls({ emulator: getEmulator() }).resetConditions();
});

test('one button makes a person of the directory call Alice, and another button declines the call in her name', async () => {
  const page = await openControls();
  await press(page, 'Carol Chen rings');
  const ringingPage = await getAlicePage().extendApi(async (api) => ({
    ringing: await api.takeIncomingCall(),
  }));
  await press(page, 'Decline Alice Archer');
  const endReason = await ringingPage.run((api) => api.waitUntil(() => api.ringing.callEndReason));
  expect(endReason.code).toBe(603);
});

test('one button makes a telephone call a service number, and further buttons opt the agent out and in, and let the caller give up', async () => {
  const { id: resource, tid } = getEmulator().directory.acsResource;
  const bob = getEmulator().directory.findPerson('bob@fabrikam.example');
  await createControls({ emulator: getEmulator() }).addRingingAgent(`8:acs:${resource}_${tid}_${bob?.oid}`);
  const page = await openControls();
  const centre = page.getByRole('region', { name: 'Contact centre' });
  await press(page, 'A telephone calls +1 425 555 0150');
  const caller = centre
    .getByRole('listitem')
    .filter({ hasText: 'calls +1 425 555 0150, number 1 in the queue, waits for' });
  await caller.filter({ hasText: 'rings at Bob Baker' }).waitFor();
  await press(page, 'Opt out Bob Baker');
  await centre.getByText('agent, opted out').waitFor();
  await caller.filter({ hasNotText: 'rings' }).waitFor();
  await press(page, 'Opt in Bob Baker');
  await centre.getByText('agent, a call rings').waitFor();
  await caller.getByRole('button', { name: 'Give up' }).click();
  await centre.getByText('No caller waits.').waitFor();
  await press(page, 'Emergency call-back to Bob Baker');
  await page.getByRole('article').getByText('911').waitFor();
  expect(pageErrors).toEqual([]);
});

test('one button makes Bob call with video, and further buttons make him share his screen, mute, stop sending, and leave', async () => {
  const page = await openControls();
  await press(page, 'You are called');
  const callPage = await getAlicePage().extendApi(async (api) => {
    const call = await (await api.takeIncomingCall()).accept();
    await api.waitUntil(() => call.state === 'Connected');
    const bob = await api.waitUntil(() => call.remoteParticipants[0]);
    const isReceiving = (type: string) =>
      bob.videoStreams.some((stream) => stream.mediaStreamType === type && stream.isReceiving);
    return { call, bob, waitForVideo: (type: string) => api.waitUntil(() => isReceiving(type)) };
  });
  await callPage.run(({ waitForVideo }) => waitForVideo('Video'));
  await press(page, 'Share Bob Baker');
  await callPage.run(({ waitForVideo }) => waitForVideo('ScreenSharing'));
  await press(page, 'Mute Bob Baker');
  await callPage.run(({ bob, waitUntil }) => waitUntil(() => bob.isMuted));
  // The button has changed its name, and must still have the focus.
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Unmute');
  await press(page, 'Go silent Bob Baker');
  await callPage.run(({ countMedia, waitUntil }) => waitUntil(() => countMedia().peers === 0));
  expect(await callPage.run(({ bob, call }) => [bob.state, call.state])).toEqual(['Connected', 'Connected']);
  await press(page, 'Camera on Bob Baker');
  await callPage.run(({ waitForVideo }) => waitForVideo('Video'));
  await press(page, 'Leave Bob Baker');
  const endReason = await callPage.run(({ call, waitUntil }) => waitUntil(() => call.callEndReason));
  expect(endReason.code).toBe(0);
});
