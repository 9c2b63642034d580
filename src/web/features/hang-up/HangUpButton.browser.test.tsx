import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { press, renderInCall } from '../../fixtures/render.tsx';
import { HoldButton } from '../hold/HoldButton.tsx';
import { HangUpButton } from './HangUpButton.tsx';
import { PlainHangUpButton } from './PlainHangUpButton.tsx';

it.each([
  ['of the toolbar', HangUpButton],
  ['of a call screen that failed', PlainHangUpButton],
])('ends the call when the user presses the button %s', async (_where, Button) => {
  const { call } = await renderInCall(<Button />);
  await press('Hang up');
  expect(call.state).toBe('Disconnected');
});

it('cancels a call that the callee has not answered', async () => {
  const { call } = await renderInCall(<HangUpButton />, {}, (call) => call.become('Ringing'));
  await press('Hang up');
  expect(call.state).toBe('Disconnected');
});

it('ends the call even if the service never answers a command to hold the call', async () => {
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
