import { screen } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { pressButton, renderApp } from '../../fixtures/render.tsx';
import { createSimulatedConsents } from '../../fixtures/simulatedConsents.ts';
import { Reachability } from './Reachability.tsx';

/** @param answer what the browser answers when the app requests the permission */
const mockPermission = (permission: NotificationPermission, answer = permission) => {
  vi.spyOn(Notification, 'permission', 'get').mockReturnValue(permission);
  return vi.spyOn(Notification, 'requestPermission').mockResolvedValue(answer);
};

it('turns Do not disturb on and off by the keyboard, and says what the setting does', async () => {
  const { phone } = await renderApp(<Reachability />);
  const doNotDisturbSwitch = screen.getByRole('switch', { name: 'Do not disturb' });
  expect(screen.getByRole('status')).toHaveTextContent('');
  doNotDisturbSwitch.focus();
  await userEvent.keyboard(' ');
  expect(doNotDisturbSwitch).toBeChecked();
  expect(phone.settings.get().doNotDisturb).toBe(true);
  expect(screen.getByRole('status')).toHaveTextContent('Do not disturb is on.');
  await userEvent.keyboard(' ');
  expect(phone.settings.get().doNotDisturb).toBe(false);
});

it.each([
  ['granted', 'Teams shows it, too.'],
  ['refused', 'It applies in Switchboard only.'],
] as const)('when the permission to share the presence is %s, says: %s', async (consent, text) => {
  await renderApp(<Reachability />, { consents: createSimulatedConsents(consent) });
  await userEvent.click(screen.getByRole('switch', { name: 'Do not disturb' }));
  expect(screen.getByRole('status')).toHaveTextContent(text);
});

it('asks the browser for notifications only when the user presses the button', async () => {
  const requestPermission = mockPermission('default', 'granted');
  const { phone } = await renderApp(<Reachability />);
  expect(requestPermission).not.toHaveBeenCalled();
  await pressButton('Notify me when this window is hidden');
  expect(phone.settings.get().notifications).toBe(true);
  expect(screen.getByText('You get a notification of calls while this window is hidden.')).toBeVisible();
});

it('says where to allow notifications that the browser blocks', async () => {
  mockPermission('denied');
  await renderApp(<Reachability />);
  expect(screen.getByText(/^This browser blocks notifications/)).toBeVisible();
  expect(screen.queryByRole('button')).toBeNull();
});
