import { screen, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { blackwire } from '../../fixtures/headsetModels.ts';
import { pressButton, renderPlain, runAndRender } from '../../fixtures/render.tsx';
import { SimulatedHeadset, SimulatedHid } from '../../fixtures/simulatedHeadsets.ts';
import { HeadsetSettings } from './HeadsetSettings.tsx';

const chooseName = 'Use the headset’s buttons';
const listNames = () =>
  within(screen.getByRole('list', { name: 'Headsets in use' }))
    .getAllByRole('listitem')
    .map((item) => item.querySelector('bdi')?.textContent);

async function renderSettings(...allowed: SimulatedHeadset[]) {
  const hid = new SimulatedHid(...allowed);
  await runAndRender(() => renderPlain(<HeadsetSettings />));
  return hid;
}

it('uses the headset that the user chooses in the browser’s dialog, and none if the user closes the dialog', async () => {
  const hid = await renderSettings();
  await pressButton(chooseName);
  expect(screen.queryByRole('list')).toBeNull();
  hid.choice = new SimulatedHeadset(blackwire);
  await pressButton(chooseName);
  expect(listNames()).toEqual([blackwire.name]);
});

it('lists the headsets that the browser remembers once each, and forgets one with all its parts', async () => {
  // For the browser, a headset may be several devices.
  const parts = [new SimulatedHeadset(blackwire), new SimulatedHeadset(blackwire)];
  const unnamed = new SimulatedHeadset({ ...blackwire, name: '', productId: 1 });
  await renderSettings(...parts, unnamed);
  expect(listNames()).toEqual([blackwire.name, 'Device 2']);
  await pressButton(`Forget ${blackwire.name}`);
  expect(listNames()).toEqual(['Device 1']);
  await expect.poll(() => parts.map(({ isForgotten }) => isForgotten)).toEqual([true, true]);
  expect(screen.getByRole('button', { name: chooseName })).toHaveFocus();
});

it('says whether a headset is connected, and forgets an unplugged one, too', async () => {
  const headset = new SimulatedHeadset(blackwire);
  const hid = await renderSettings(headset);
  expect(screen.getByRole('listitem')).toHaveTextContent('Connected');
  await runAndRender(() => hid.unplug(headset));
  expect(screen.getByRole('listitem')).toHaveTextContent('Unplugged');
  await runAndRender(() => hid.plugIn(headset));
  expect(screen.getByRole('listitem')).toHaveTextContent('Connected');
  await runAndRender(() => hid.unplug(headset));
  await pressButton(`Forget ${blackwire.name}`);
  expect(screen.queryByRole('listitem')).toBeNull();
  await expect.poll(() => headset.isForgotten).toBe(true);
});

it('keeps the words of the button whole beside a long name in a narrow window', async () => {
  await page.viewport(700, 640);
  const name = 'Headset with a long name, such as those of the larger makers';
  await renderSettings(new SimulatedHeadset({ ...blackwire, name }));
  const button = screen.getByRole('button', { name: `Forget ${name}` });
  const width = button.offsetWidth;
  await page.viewport(320, 640);
  expect(button.offsetWidth).toBe(width);
});

it('lists no devices other than headsets', async () => {
  const [collection] = blackwire.collections;
  const keyboard = { ...blackwire, collections: [{ ...collection, usagePage: 1 }] as never };
  await renderSettings(new SimulatedHeadset(keyboard));
  expect(screen.queryByRole('list')).toBeNull();
});

it('says that the browser forbids the use of headsets', async () => {
  const hid = await renderSettings();
  hid.isForbidden = true;
  await pressButton(chooseName);
  expect(screen.getByText('The browser does not let this page use a headset’s buttons.')).toBeVisible();
});
