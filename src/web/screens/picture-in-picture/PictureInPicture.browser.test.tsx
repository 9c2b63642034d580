import { screen, within } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { chooseMenuItem, pressButton, renderInMenu, runAndRender } from '../../fixtures/render.tsx';
import { PictureInPicture, PictureInPictureItem } from './PictureInPicture.tsx';

afterEach(() => document.querySelector('iframe')?.remove());

/** Replaces the browser's window by a frame, because a browser opens the window only after a real press of the user. */
function stubWindows() {
  const requestWindow = vi.fn(async () => {
    const frame = document.createElement('iframe');
    document.body.append(frame);
    const frameWindow = frame.contentWindow as Window;
    vi.spyOn(frameWindow, 'close').mockImplementation(() => frame.remove());
    return frameWindow;
  });
  vi.stubGlobal('documentPictureInPicture', { requestWindow });
  return requestWindow;
}

const renderCall = () => renderInMenu(<PictureInPictureItem />, {}, { beside: <PictureInPicture /> });

async function openWindow() {
  await chooseMenuItem('Open a small call window');
  return document.querySelector('iframe')?.contentDocument?.body as HTMLElement;
}

it('shows the call in a small window, from which the user mutes and hangs up', async () => {
  stubWindows();
  const { call } = await renderCall();
  const content = within(await openWindow());
  expect(content.getByText('Bob Baker')).toBeDefined();
  const video = document.querySelector('iframe')?.contentDocument?.querySelector('video');
  // The window may show a shared screen, of which nothing may be cut off.
  await expect.poll(() => video && getComputedStyle(video).objectFit).toBe('contain');
  await runAndRender(() => content.getByRole('button', { name: 'Mute' }).click());
  expect(call.isMuted).toBe(true);
  await runAndRender(() => content.getByRole('button', { name: 'Hang up' }).click());
  await expect.poll(() => call.state).toBe('Disconnected');
  await expect.poll(() => document.querySelector('iframe')).toBeNull();
});

it('takes a held key once', async () => {
  stubWindows();
  await renderCall();
  const button = within(await openWindow()).getByRole('button', { name: 'Mute' });
  const onClick = vi.fn();
  button.addEventListener('click', onClick);
  button.focus();
  await userEvent.keyboard('{Enter>5/}');
  expect(onClick).toHaveBeenCalledOnce();
});

it('closes the window when the user returns to the tab', async () => {
  stubWindows();
  await renderCall();
  await openWindow();
  await runAndRender(() => document.dispatchEvent(new Event('visibilitychange')));
  expect(document.querySelector('iframe')).toBeNull();
});

it('opens the window when the browser asks for it, because another tab has come to the front', async () => {
  const requestWindow = stubWindows();
  const setActionHandler = vi.spyOn(navigator.mediaSession, 'setActionHandler');
  await renderCall();
  const [, askForWindow] =
    setActionHandler.mock.calls.find(([action]) => (action as string) === 'enterpictureinpicture') ?? [];
  await runAndRender(() => askForWindow?.({ action: 'play' }));
  expect(requestWindow).toHaveBeenCalledOnce();
});

it('says so if the browser has no such window', async () => {
  vi.stubGlobal('documentPictureInPicture', undefined);
  vi.spyOn(document, 'pictureInPictureEnabled', 'get').mockReturnValue(false);
  await renderCall();
  await pressButton('More');
  expect(screen.getByRole('menuitem')).toHaveTextContent('This browser has no such window.');
});
