import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { pressButton, runAndRender, renderInCall } from '../../fixtures/render.tsx';
import { HoldButton } from './HoldButton.tsx';

const getButton = () => screen.getByRole('button');

it('holds and resumes the call, and is named after what the next press does', async () => {
  const { call } = await renderInCall(<HoldButton />);
  await pressButton('Hold');
  expect(call.state).toBe('LocalHold');
  expect(getButton()).toHaveAccessibleName('Resume');
  await pressButton('Resume');
  expect(call.state).toBe('Connected');
  expect(getButton()).toHaveAccessibleName('Hold');
});

it('keeps its name and the focus, and cannot be pressed again, until the service has answered', async () => {
  const { blockService, releaseService } = await renderInCall(<HoldButton />);
  getButton().focus();
  blockService();
  await pressButton('Hold');
  expect(getButton()).toHaveAttribute('aria-busy', 'true');
  expect(getButton()).toHaveAttribute('aria-disabled', 'true');
  expect(getButton()).toHaveAccessibleName('Hold');
  await releaseService();
  expect(getButton()).toHaveAccessibleName('Resume');
  expect(getButton()).toHaveFocus();
});

it('says why the user cannot hold a call that still rings, or whose connection is lost', async () => {
  const { call } = await renderInCall(<HoldButton />, {}, (newCall) => newCall.changeState('Ringing'));
  expect(getButton()).toHaveAttribute('aria-disabled', 'true');
  expect(getButton()).toHaveAccessibleDescription('Only while the call is connected.');
  await pressButton('Hold');
  expect(call.state).toBe('Ringing');
  await runAndRender(() => call.changeState('Connected'));
  const { reportDiagnostic } = call.features.UserFacingDiagnostics.network;
  // The number is the SDK's quality: 3 is bad, 1 is good.
  await runAndRender(() => reportDiagnostic('networkReconnect', 3));
  expect(getButton()).toHaveAccessibleDescription('Not while reconnecting.');
  await runAndRender(() => reportDiagnostic('networkReconnect', 1));
  expect(getButton()).not.toHaveAttribute('aria-disabled', 'true');
});
