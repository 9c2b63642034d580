import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { press, play, renderInCall } from '../../fixtures/render.tsx';
import { HoldButton } from './HoldButton.tsx';

const button = () => screen.getByRole('button');

it('holds the call, and is then called Resume', async () => {
  const { call } = await renderInCall(<HoldButton />);
  await press('Hold');
  expect(call.state).toBe('LocalHold');
  expect(button()).toHaveAccessibleName('Resume');
  await press('Resume');
  expect(call.state).toBe('Connected');
  expect(button()).toHaveAccessibleName('Hold');
});

it('cannot be pressed again while the service is holding the call, and keeps its name and the focus', async () => {
  const { block, release } = await renderInCall(<HoldButton />);
  button().focus();
  block();
  await press('Hold');
  expect(button()).toHaveAttribute('aria-busy', 'true');
  expect(button()).toHaveAttribute('aria-disabled', 'true');
  expect(button()).toHaveAccessibleName('Hold');
  await release();
  expect(button()).toHaveAccessibleName('Resume');
  expect(button()).toHaveFocus();
});

it('says why a call that still rings cannot be held', async () => {
  const { call } = await renderInCall(<HoldButton />, {}, (call) => call.become('Ringing'));
  expect(button()).toHaveAttribute('aria-disabled', 'true');
  expect(button()).toHaveAccessibleDescription('Only while the call is connected.');
  await press('Hold');
  expect(call.state).toBe('Ringing');
});

it('says that nothing can be held while the connection is lost', async () => {
  const { call } = await renderInCall(<HoldButton />);
  await play(() => call.features.UserFacingDiagnostics.network.report('networkReconnect', 3));
  expect(button()).toHaveAccessibleDescription('Not while reconnecting.');
  await play(() => call.features.UserFacingDiagnostics.network.report('networkReconnect', 1));
  expect(button()).not.toHaveAttribute('aria-disabled', 'true');
});
