import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { pressButton, renderInCall, runAndRender } from '../../fixtures/render.tsx';
import { bob } from '../../fixtures/testUsers.ts';
import { HangUpButton } from './HangUpButton.tsx';

it('draws the button as busy before the call ends', async () => {
  const { call } = await renderInCall(<HangUpButton />);
  await pressButton('Hang up');
  expect(screen.getByRole('button', { name: 'Hang up' })).toHaveAttribute('aria-busy', 'true');
  expect(call.state).toBe('Connected');
  await expect.poll(() => call.state).toBe('Disconnected');
});

it('names in its tooltip the person whose call it ends while another call waits', async () => {
  const { connectCall } = await renderInCall(<HangUpButton />);
  await connectCall(bob.rawId);
  const button = await screen.findByRole('button', { name: 'Hang up' });
  await expect.poll(() => button.ariaDisabled).not.toBe('true');
  await userEvent.hover(button);
  expect(await screen.findByText(/^End call with .*Bob Baker/)).toBeVisible();
});

it('is outlined while the user has the call on hold, because *Resume* comes first then', async () => {
  const { call } = await renderInCall(<HangUpButton />);
  const button = screen.getByRole('button', { name: 'Hang up' });
  const readColours = () => {
    const { backgroundColor, color, borderTopColor } = getComputedStyle(button);
    return { backgroundColor, color, isOutlined: borderTopColor === color };
  };
  const before = readColours();
  expect(before.isOutlined).toBe(false);
  const { height } = button.getBoundingClientRect();
  await runAndRender(() => call.hold());
  await expect.poll(() => readColours().isOutlined).toBe(true);
  expect(readColours().backgroundColor).not.toBe(before.backgroundColor);
  await userEvent.hover(button);
  expect(readColours().isOutlined).toBe(true);
  expect(button.getBoundingClientRect().height).toBe(height);
});

it('offers in a meeting to leave it', async () => {
  const { call } = await renderInCall(<HangUpButton />);
  call.info.threadId = '19:meeting_Weekly@thread.v2';
  await runAndRender(() => call.hold());
  await userEvent.hover(screen.getByRole('button', { name: 'Hang up' }));
  expect(await screen.findByText(/^Leave the meeting/)).toBeVisible();
});
