import { screen } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { pressButton, renderApp } from '../../fixtures/render.tsx';
import { Reachability } from './Reachability.tsx';

/** @param answer what the browser answers when the app requests the permission */
const mockPermission = (permission: NotificationPermission, answer = permission) => {
  vi.spyOn(Notification, 'permission', 'get').mockReturnValue(permission);
  return vi.spyOn(Notification, 'requestPermission').mockResolvedValue(answer);
};

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
