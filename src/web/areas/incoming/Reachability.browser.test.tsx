import { screen } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { pressButton, renderApp } from '../../fixtures/render.tsx';
import { Reachability } from './Reachability.tsx';
import { ReachabilityOffer } from './ReachabilityOffer.tsx';

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

it.each([
  ['where to allow notifications that the browser blocks', /^This browser blocks notifications/, window],
  ['that a page in a frame cannot get them', /^Inside another page/, window.parent],
])('says %s', async (_title, text, parent) => {
  mockPermission('denied');
  vi.spyOn(globalThis, 'parent', 'get').mockReturnValue(parent);
  await renderApp(<Reachability />);
  expect(screen.getByText(text)).toBeVisible();
  expect(screen.queryByRole('button')).toBeNull();
});

const offer = 'Notify me when this window is hidden';

it('offers notifications on the home screen after the first start, too, until the user declines', async () => {
  mockPermission('default');
  const { phone } = await renderApp(
    <main>
      <ReachabilityOffer isFirstStart={false} />
    </main>,
  );
  expect(screen.getByRole('button', { name: offer })).toBeVisible();
  screen.getByRole('button', { name: 'Hide this offer' }).focus();
  await pressButton('Hide this offer');
  expect(screen.queryByRole('button')).toBeNull();
  expect(screen.getByRole('main')).toHaveFocus();
  expect(phone.settings.get().notificationsDeclined).toBe(true);
});

it('says on the home screen what the answer means, and does not ask again', async () => {
  const answer = mockPermission('default', 'denied');
  await renderApp(<ReachabilityOffer isFirstStart={false} />);
  await pressButton(offer);
  expect(answer).toHaveBeenCalledOnce();
  expect(screen.getByText(/cannot ask for notifications/)).toBeVisible();
  expect(screen.queryByRole('button')).toBeNull();
});

it.each([
  ['at the first start', true],
  ['not later', false],
])('shows a user who blocks notifications the card %s', async (_title, isFirstStart) => {
  mockPermission('denied');
  await renderApp(<ReachabilityOffer isFirstStart={isFirstStart} />);
  expect(screen.queryByText(/^Keep this tab open/) !== null).toBe(isFirstStart);
});
