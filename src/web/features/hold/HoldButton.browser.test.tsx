import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { press, play, renderInCall } from '../../fixtures/render.tsx';
import { HoldButton } from './HoldButton.tsx';

const getButton = () => screen.getByRole('button');

it('holds the call, and then has the name Resume', async () => {
  const { call } = await renderInCall(<HoldButton />);
  await press('Hold');
  expect(call.state).toBe('LocalHold');
  expect(getButton()).toHaveAccessibleName('Resume');
  await press('Resume');
  expect(call.state).toBe('Connected');
  expect(getButton()).toHaveAccessibleName('Hold');
});

it('cannot be pressed again until the service has answered, and keeps its name and the focus', async () => {
  const { block, release } = await renderInCall(<HoldButton />);
  getButton().focus();
  block();
  await press('Hold');
  expect(getButton()).toHaveAttribute('aria-busy', 'true');
  expect(getButton()).toHaveAttribute('aria-disabled', 'true');
  expect(getButton()).toHaveAccessibleName('Hold');
  await release();
  expect(getButton()).toHaveAccessibleName('Resume');
  expect(getButton()).toHaveFocus();
});

it('says why the user cannot hold a call that still rings', async () => {
  const { call } = await renderInCall(<HoldButton />, {}, (call) => call.become('Ringing'));
  expect(getButton()).toHaveAttribute('aria-disabled', 'true');
  expect(getButton()).toHaveAccessibleDescription('Only while the call is connected.');
  await press('Hold');
  expect(call.state).toBe('Ringing');
});

it('says that the user cannot hold the call while the connection is lost', async () => {
  const { call } = await renderInCall(<HoldButton />);
  await play(() => call.features.UserFacingDiagnostics.network.report('networkReconnect', 3));
  expect(getButton()).toHaveAccessibleDescription('Not while reconnecting.');
  await play(() => call.features.UserFacingDiagnostics.network.report('networkReconnect', 1));
  expect(getButton()).not.toHaveAttribute('aria-disabled', 'true');
});
