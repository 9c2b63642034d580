import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { pressButton, renderInCall, runAndRender } from '../../fixtures/render.tsx';
import { HangUpButton } from './HangUpButton.tsx';

it('draws the button as busy before the call ends', async () => {
  const { call } = await renderInCall(<HangUpButton />);
  await pressButton('Hang up');
  expect(screen.getByRole('button', { name: 'Hang up' })).toHaveAttribute('aria-busy', 'true');
  expect(call.state).toBe('Connected');
  await expect.poll(() => call.state).toBe('Disconnected');
});

it('offers in a meeting to leave it', async () => {
  const { call } = await renderInCall(<HangUpButton />);
  call.info.threadId = '19:meeting_Weekly@thread.v2';
  await runAndRender(() => call.hold());
  await userEvent.hover(screen.getByRole('button', { name: 'Hang up' }));
  expect(await screen.findByText(/^Leave the meeting/)).toBeVisible();
});
