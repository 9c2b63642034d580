import { fireEvent, screen, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { runAndRender, renderApp, type AppParts } from '../../fixtures/render.tsx';
import { createSimulatedDevices } from '../../fixtures/simulatedDevices.ts';
import { SettingsDialog } from './SettingsDialog.tsx';

const renderDialog = (parts: AppParts = {}) => renderApp(<SettingsDialog onClose={() => {}} />, parts);

it('opens each tab with the keyboard, in one panel with the name of the tab', async () => {
  await renderDialog();
  screen.getByRole('tab', { name: 'Devices' }).focus();
  for (const name of ['Appearance', 'Shortcuts', 'Notes', 'Delegation', 'Privacy', 'About']) {
    await userEvent.keyboard('{ArrowRight}{Enter}');
    expect(await screen.findByRole('tabpanel', { name })).toBeVisible();
  }
  expect(screen.getByText(/^Switchboard \d/)).toBeVisible();
  expect(screen.getByText(/^Calling SDK \d/)).toBeVisible();
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
