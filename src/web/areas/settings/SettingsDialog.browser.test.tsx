import { FluentProvider, webLightTheme } from '@fluentui/react-components';
import { fireEvent, screen, within } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { runAndRender, pressButton, renderApp, type AppParts } from '../../fixtures/render.tsx';
import { createSimulatedDevices } from '../../fixtures/simulatedDevices.ts';
import { themeChoice } from '../../ui/theme.ts';
import { SettingsDialog } from './SettingsDialog.tsx';

const onClose = vi.fn();
const renderDialog = (parts: AppParts = {}) => renderApp(<SettingsDialog onClose={onClose} />, parts);
const openTab = (name: string) => runAndRender(() => fireEvent.click(screen.getByRole('tab', { name })));

it('shows seven tabs, which the arrow keys reach, and one panel with the name of the open tab', async () => {
  await renderDialog();
  const getTab = (name: string) => screen.getByRole('tab', { name });
  for (const name of ['Devices', 'Appearance', 'Shortcuts', 'Notes', 'Delegation', 'Privacy', 'About'])
    expect(getTab(name)).toBeVisible();
  expect(screen.getAllByRole('tab')).toHaveLength(7);
  getTab('Devices').focus();
  await userEvent.keyboard('{ArrowRight}');
  await expect.element(getTab('Appearance')).toHaveFocus();
  await userEvent.keyboard('{Enter}');
  expect(await screen.findByRole('tabpanel', { name: 'Appearance' })).toBeVisible();
  expect(screen.getByRole('tab', { selected: true })).toHaveTextContent('Appearance');
});

it('reaches the next tab with the left arrow key on a page that is written from right to left', async () => {
  await renderApp(
    <FluentProvider dir="rtl" theme={webLightTheme}>
      <SettingsDialog onClose={onClose} />
    </FluentProvider>,
  );
  screen.getByRole('tab', { name: 'Devices' }).focus();
  await userEvent.keyboard('{ArrowLeft}');
  await expect.element(screen.getByRole('tab', { name: 'Appearance' })).toHaveFocus();
});

it.each([
  ['Done', () => pressButton('Done')],
  ['Escape', () => userEvent.keyboard('{Escape}')],
])('closes when the user presses %s', async (_what, closeDialog) => {
  onClose.mockClear();
  await renderDialog();
  await closeDialog();
  await expect.poll(() => onClose.mock.calls.length).toBe(1);
});

it('uses the microphone that the user selects, and keeps the choice of a microphone that is unplugged', async () => {
  const microphones = [
    { id: 'microphone:a', name: 'Headset' },
    { id: 'microphone:b', name: '' },
  ];
  const devices = createSimulatedDevices(async () => {}, { microphones });
  const { phone } = await renderDialog({
    connectedAgent: { devices },
    settings: { microphone: 'microphone:unplugged' },
  });
  const microphoneSelect = screen.getByRole('combobox', { name: 'Microphone' });
  expect(
    within(microphoneSelect)
      .getAllByRole('option')
      .map(({ textContent }) => textContent),
  ).toEqual(['System default', 'Headset', 'Device 2']);
  expect(microphoneSelect).toHaveDisplayValue('System default');
  expect(phone.settings.get().microphone).toBe('microphone:unplugged');
  await runAndRender(() => fireEvent.change(microphoneSelect, { target: { value: 'microphone:a' } }));
  expect(phone.settings.get().microphone).toBe('microphone:a');
  // The simulated devices contain no camera.
  expect(screen.getByRole('combobox', { name: 'Camera' })).toBeDisabled();
  expect(screen.getByRole('combobox', { name: 'Camera' })).toHaveAccessibleDescription(
    'In this browser the system decides.',
  );
});

it('B13: says that the devices could not be listed, and lists them after another attempt', async () => {
  const sdkError = Object.assign(new Error(), { name: 'CallingCommunicationError', code: 500, subCode: 0 });
  let isListable = false;
  let readCount = 0;
  const devices = {
    ...createSimulatedDevices(async () => {}),
    updateList: async () => {
      readCount += 1;
      if (!isListable) throw sdkError;
    },
  };
  const { phone } = await renderDialog({ connectedAgent: { devices } });
  const findProblem = () => phone.state.get().problems.find(({ code }) => code === 'devices-not-listed');
  await expect.poll(findProblem).toMatchObject({ remedy: 'retry', detail: '500/0' });
  const { retry } = findProblem() ?? {};
  isListable = true;
  const readCountBefore = readCount;
  retry?.();
  expect(readCount).toBe(readCountBefore + 1);
});

it('sets the volume of the ringtone by the keyboard', async () => {
  const { phone } = await renderDialog();
  screen.getByRole('slider', { name: 'Ring volume' }).focus();
  await userEvent.keyboard('{End}');
  await expect.poll(() => phone.settings.get().ringVolume).toBe(1);
  await userEvent.keyboard('{ArrowLeft}');
  await expect.poll(() => phone.settings.get().ringVolume).toBe(0.99);
});

it('changes the theme at once', async () => {
  await renderDialog();
  await openTab('Appearance');
  expect(screen.getByRole('radio', { name: 'Same as the system' })).toBeChecked();
  await runAndRender(() => fireEvent.click(screen.getByRole('radio', { name: 'Dark' })));
  expect(themeChoice.get()).toBe('dark');
});

it('keeps the call history and the favourites after sign-out only if the user wants that', async () => {
  const { phone } = await renderDialog();
  await openTab('Privacy');
  const keepSwitch = screen.getByRole('switch', { name: /^Keep my call history and favourites/ });
  expect(keepSwitch).not.toBeChecked();
  expect(keepSwitch).toHaveAccessibleDescription(/^Otherwise they are deleted here when you sign out/);
  await runAndRender(() => fireEvent.click(keepSwitch));
  expect(phone.settings.get().keepsLists).toBe(true);
});

it('names the versions of the app and of the SDK', async () => {
  await renderDialog();
  await openTab('About');
  expect(screen.getByText(/^Switchboard \d/)).toBeVisible();
  expect(screen.getByText(/^Calling SDK \d/)).toBeVisible();
});
