import { screen } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { pressButton, renderInCall, runAndRender } from '../../fixtures/render.tsx';
import { BreakoutRoomBanner } from './BreakoutRoomBanner.tsx';
import { breakoutRooms } from './breakoutRooms.ts';

const renderBanner = () => renderInCall(<BreakoutRoomBanner />, { features: [breakoutRooms] });
const closedRoom = { displayName: 'Room 1', state: 'closed' };

it('says to which room the user is assigned, and offers to join the room once it is open', async () => {
  const { call } = await renderBanner();
  expect(screen.queryByRole('status')).toBeNull();
  await runAndRender(() => call.features.BreakoutRooms.assign(closedRoom));
  expect(screen.getByRole('status')).toHaveTextContent('You are assigned to “Room 1”. It is not open yet.');
  expect(screen.queryByRole('button')).toBeNull();
  const join = vi.fn(async () => {});
  await runAndRender(() => call.features.BreakoutRooms.assign({ ...closedRoom, state: 'open', join }));
  await pressButton('Join the room');
  expect(join).toHaveBeenCalledOnce();
  await runAndRender(() => call.features.BreakoutRooms.assign(undefined));
  expect(screen.queryByRole('status')).toBeNull();
});

it('offers to return to the meeting in the call of the room', async () => {
  const { call } = await renderBanner();
  const returnToMainMeeting = vi.fn(async () => {});
  const openRoom = { displayName: 'Room 1', state: 'open', returnToMainMeeting };
  // The call in the room is the call itself here, so that one call is enough for the test.
  await runAndRender(() => call.features.BreakoutRooms.assign({ ...openRoom, call }));
  await runAndRender(() => call.features.BreakoutRooms.assign(undefined));
  expect(screen.getByRole('status')).toHaveTextContent('You are in the breakout room “Room 1”.');
  await pressButton('Return to the meeting');
  expect(returnToMainMeeting).toHaveBeenCalledOnce();
});
