import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { play, press, renderInCall } from '../../fixtures/render.tsx';
import { MuteButton } from './MuteButton.tsx';

const button = () => screen.getByRole('button');

it('mutes and unmutes, and is named after what a press does', async () => {
  const { call } = await renderInCall(<MuteButton />);
  await press('Mute');
  expect(call.isMuted).toBe(true);
  await press('Unmute');
  expect(call.isMuted).toBe(false);
  expect(button()).toHaveAccessibleName('Mute');
});

it('mutes a call that still rings', async () => {
  const { call } = await renderInCall(<MuteButton />, {}, (call) => call.become('Ringing'));
  await press('Mute');
  expect(call.isMuted).toBe(true);
});

it('follows an organizer who mutes the user, and says why the user cannot unmute', async () => {
  const { call } = await renderInCall(<MuteButton />);
  await play(() => call.mute());
  expect(button()).toHaveAccessibleName('Unmute');
  await play(() => call.features.Capabilities.take('unmuteMic', 'MeetingRestricted'));
  expect(button()).toHaveAccessibleDescription('Your role in this call does not allow it.');
  await press('Unmute');
  expect(call.isMuted).toBe(true);
});
