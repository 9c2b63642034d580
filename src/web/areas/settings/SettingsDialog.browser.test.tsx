import { fireEvent, screen, within } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { play, press, renderApp, type AppParts } from '../../fixtures/render.tsx';
import { createSimulatedDevices } from '../../fixtures/simulatedDevices.ts';
import { themeChoice } from '../../ui/theme.ts';
import { SettingsDialog } from './SettingsDialog.tsx';

const onClose = vi.fn();
const show = (parts: AppParts = {}) => renderApp(<SettingsDialog onClose={onClose} />, parts);
const open = (tab: string) => play(() => fireEvent.click(screen.getByRole('tab', { name: tab })));

it('shows five tabs, which the arrow keys reach, and one panel named after the open one', async () => {
  await show();
  const tab = (name: string) => screen.getByRole('tab', { name });
  for (const name of ['Devices', 'Appearance', 'Shortcuts', 'Privacy', 'About'])
    expect(tab(name)).toBeVisible();
  expect(screen.getAllByRole('tab')).toHaveLength(5);
  tab('Devices').focus();
  await userEvent.keyboard('{ArrowRight}');
  await expect.element(tab('Appearance')).toHaveFocus();
  await userEvent.keyboard('{Enter}');
  expect(await screen.findByRole('tabpanel', { name: 'Appearance' })).toBeVisible();
  expect(screen.getByRole('tab', { selected: true })).toHaveTextContent('Appearance');
});

it.each([
  ['Done', () => press('Done')],
  ['Escape', () => userEvent.keyboard('{Escape}')],
])('%s closes it', async (_what, close) => {
  onClose.mockClear();
  await show();
  await close();
  await expect.poll(() => onClose.mock.calls.length).toBe(1);
});

it('uses the microphone that the user selects, and keeps one that is unplugged for its return', async () => {
  const microphones = [
    { id: 'microphone:a', name: 'Headset' },
    { id: 'microphone:b', name: '' },
  ];
  const devices = createSimulatedDevices(async () => {}, { microphones });
  const { phone } = await show({ source: { devices }, settings: { microphone: 'microphone:gone' } });
  const select = screen.getByRole('combobox', { name: 'Microphone' });
  expect(
    within(select)
      .getAllByRole('option')
      .map(({ textContent }) => textContent),
  ).toEqual(['System default', 'Headset', 'Device 2']);
  expect(select).toHaveDisplayValue('System default');
  expect(phone.settings.get().microphone).toBe('microphone:gone');
  await play(() => fireEvent.change(select, { target: { value: 'microphone:a' } }));
  expect(phone.settings.get().microphone).toBe('microphone:a');
  expect(screen.getByRole('combobox', { name: 'Camera' })).toBeDisabled();
  expect(screen.getByRole('combobox', { name: 'Camera' })).toHaveAccessibleDescription(
    'In this browser the system decides.',
  );
});

it('sets the volume of the ring by the keyboard', async () => {
  const { phone } = await show();
  screen.getByRole('slider', { name: 'Ring volume' }).focus();
  await userEvent.keyboard('{End}');
  await expect.poll(() => phone.settings.get().ringVolume).toBe(1);
  await userEvent.keyboard('{ArrowLeft}');
  await expect.poll(() => phone.settings.get().ringVolume).toBe(0.99);
});

it('changes the theme at once', async () => {
  await show();
  await open('Appearance');
  expect(screen.getByRole('radio', { name: 'Same as the system' })).toBeChecked();
  await play(() => fireEvent.click(screen.getByRole('radio', { name: 'Dark' })));
  expect(themeChoice.get()).toBe('dark');
});

it('keeps the lists of this computer only when the user wants that', async () => {
  const { phone } = await show();
  await open('Privacy');
  const keep = screen.getByRole('switch', { name: /^Keep my call history and favourites/ });
  expect(keep).not.toBeChecked();
  expect(keep).toHaveAccessibleDescription(/^Otherwise they are deleted here when you sign out/);
  await play(() => fireEvent.click(keep));
  expect(phone.settings.get().keepsLists).toBe(true);
});

it('names the versions of the app and of the SDK', async () => {
  await show();
  await open('About');
  expect(screen.getByText(/^Switchboard \d/)).toBeVisible();
  expect(screen.getByText(/^Calling SDK \d/)).toBeVisible();
});
