import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { runAndRender, pressButton, renderInCall } from '../../fixtures/render.tsx';
import { MuteButton } from './Mute.tsx';

const getButton = () => screen.getByRole('button');

it('mutes and unmutes the user, and is named after what the next press does', async () => {
  const { call } = await renderInCall(<MuteButton />);
  await pressButton('Mute');
  expect(call.isMuted).toBe(true);
  await pressButton('Unmute');
  expect(call.isMuted).toBe(false);
  expect(getButton()).toHaveAccessibleName('Mute');
});

it('mutes the user in a call that still rings', async () => {
  const { call } = await renderInCall(<MuteButton />, {}, (call) => call.changeState('Ringing'));
  await pressButton('Mute');
  expect(call.isMuted).toBe(true);
});

it('says why a muted user cannot unmute if the user’s role forbids it', async () => {
  const { call } = await renderInCall(<MuteButton />);
  await runAndRender(() => call.mute());
  expect(getButton()).toHaveAccessibleName('Unmute');
  await runAndRender(() => call.features.Capabilities.revokeCapability('unmuteMic', 'MeetingRestricted'));
  expect(getButton()).toHaveAccessibleDescription('Your role in this call does not allow it.');
  await pressButton('Unmute');
  expect(call.isMuted).toBe(true);
});
