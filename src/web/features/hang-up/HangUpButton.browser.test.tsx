import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { press, renderInCall } from '../../fixtures/render.tsx';
import { HoldButton } from '../hold/HoldButton.tsx';
import { HangUpButton } from './HangUpButton.tsx';
import { PlainHangUp } from './PlainHangUp.tsx';

it.each([
  ['the toolbar', HangUpButton],
  ['a screen that failed', PlainHangUp],
])('the button of %s ends the call', async (_where, Button) => {
  const { call } = await renderInCall(<Button />);
  await press('Hang up');
  expect(call.state).toBe('Disconnected');
});

it('cancels a call that still rings', async () => {
  const { call } = await renderInCall(<HangUpButton />, {}, (call) => call.become('Ringing'));
  await press('Hang up');
  expect(call.state).toBe('Disconnected');
});

it('ends the call although the service never answers a command to hold it', async () => {
  const { call, block } = await renderInCall(
    <>
      <HoldButton />
      <HangUpButton />
    </>,
  );
  block();
  await press('Hold');
  await press('Hang up');
  expect(call.state).toBe('Disconnecting');
  expect(screen.getByRole('button', { name: 'Hang up' })).toHaveAttribute('aria-disabled', 'true');
});
