import { screen } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import type { OpenPreview } from '../../calling/devices/preview.ts';
import { fail, ok } from '../../errors/problem.ts';
import { pressButton, renderPlain } from '../../fixtures/render.tsx';
import { CameraCheck } from './CameraCheck.tsx';

it('turns the camera on when the dialog opens, and off when Escape closes the dialog', async () => {
  const close = vi.fn();
  const openPreview = vi.fn<OpenPreview>(() => ({ done: Promise.resolve(ok(undefined)), close }));
  renderPlain(<CameraCheck openPreview={openPreview} />);
  expect(openPreview).not.toHaveBeenCalled();
  screen.getByRole('button').focus();
  await pressButton('Check your camera');
  const picture = await screen.findByRole('group', { name: 'Your picture, mirrored' });
  expect(picture.contains(openPreview.mock.calls[0]?.[0] ?? null)).toBe(true);
  await userEvent.keyboard('{Escape}');
  await expect.poll(() => screen.queryByRole('dialog')).toBeNull();
  expect(close).toHaveBeenCalledTimes(openPreview.mock.calls.length);
  await expect.element(screen.getByRole('button', { name: 'Check your camera' })).toHaveFocus();
});

it('says why there is no picture, and opens the camera again when the user presses Try again', async () => {
  const results = [fail('camera-refused'), ok(undefined)];
  const openPreview: OpenPreview = () => ({
    done: Promise.resolve(results.shift() ?? ok(undefined)),
    close() {},
  });
  renderPlain(<CameraCheck openPreview={openPreview} />);
  await pressButton('Check your camera');
  expect(await screen.findByRole('alert')).toHaveTextContent('camera-refused');
  await pressButton('Try again');
  expect(screen.queryByRole('alert')).toBeNull();
});
