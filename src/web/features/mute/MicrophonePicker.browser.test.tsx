import { screen } from '@testing-library/react';
import type { ReactNode } from 'react';
import { expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { createSimulatedDevices } from '../../fixtures/simulatedDevices.ts';
import { renderInCall } from '../../fixtures/render.tsx';
import { toolbarContainer } from '../../ui/callWidth.ts';
import { MoreMenu } from '../../ui/MoreMenu.tsx';
import { MicrophoneControls, MicrophoneItems } from './MicrophonePicker.tsx';

const microphones = [
  { id: 'microphone:a', name: 'Headset' },
  { id: 'microphone:b', name: '' },
];

/** Renders a part of the toolbar in a call of a user with two microphones. */
const renderInToolbar = (children: ReactNode, width: number) =>
  renderInCall(<div style={{ ...toolbarContainer, width, paddingTop: 400 }}>{children}</div>, {
    connectedAgent: { devices: createSimulatedDevices(async () => {}, { microphones }) },
    settings: { microphone: 'microphone:b' },
  });

const readItems = () =>
  screen.getAllByRole('menuitemradio').map((item) => `${item.textContent}: ${item.ariaChecked}`);

it('changes the microphone in a call by two clicks, and shows the present one and its level', async () => {
  const { phone } = await renderInToolbar(<MicrophoneControls />, 900);
  await userEvent.click(screen.getByRole('button', { name: 'Choose a microphone' }));
  expect(readItems().slice(0, 3)).toEqual(['System default: false', 'Headset: false', 'Device 2: true']);
  expect(screen.getByRole('progressbar', { name: 'Microphone level' })).toBeVisible();
  await userEvent.click(screen.getByRole('menuitemradio', { name: 'Headset' }));
  expect(phone.settings.get().microphone).toBe('microphone:a');
  expect(screen.queryByRole('progressbar')).toBeNull();
});

it('changes the microphone by the keyboard', async () => {
  const { phone } = await renderInToolbar(<MicrophoneControls />, 900);
  screen.getByRole('button', { name: 'Choose a microphone' }).focus();
  await userEvent.keyboard('{Enter}{ArrowDown}{Enter}');
  expect(phone.settings.get().microphone).toBe('microphone:a');
});

it('on a narrow toolbar, the menu More has the microphones instead', async () => {
  const { phone } = await renderInToolbar(
    <>
      <MicrophoneControls />
      <MoreMenu>
        <MicrophoneItems />
      </MoreMenu>
    </>,
    360,
  );
  expect(screen.queryByRole('button', { name: 'Choose a microphone' })).toBeNull();
  await userEvent.click(screen.getByRole('button', { name: 'More' }));
  await userEvent.click(screen.getByRole('menuitemradio', { name: 'Microphone: Headset' }));
  expect(phone.settings.get().microphone).toBe('microphone:a');
});
