import { screen } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { pressButton, renderInCall, runAndRender } from '../../fixtures/render.tsx';
import { breakoutRooms, BreakoutRoomBanner } from './BreakoutRoomBanner.tsx';

async function renderBanner() {
  const { call } = await renderInCall(<BreakoutRoomBanner />, { features: [breakoutRooms] });
  const assign = (assignedBreakoutRooms: object | undefined) =>
    runAndRender(() =>
      call.features.BreakoutRooms.changeMembers({ assignedBreakoutRooms }, 'breakoutRoomsUpdated'),
    );
  return { call, assign };
}
const closedRoom = { displayName: 'Room 1', state: 'closed' };

it('says to which room the user is assigned, and offers to join the room once it is open', async () => {
  const { assign } = await renderBanner();
  expect(screen.queryByRole('status')).toBeNull();
  await assign(closedRoom);
  expect(screen.getByRole('status')).toHaveTextContent('You are assigned to “Room 1”. It is not open yet.');
  expect(screen.queryByRole('button')).toBeNull();
  const join = vi.fn(async () => {});
  await assign({ ...closedRoom, state: 'open', join });
  await pressButton('Join the room');
  expect(join).toHaveBeenCalledOnce();
  await assign(undefined);
  expect(screen.queryByRole('status')).toBeNull();
});

it('offers to return to the meeting in the call of the room', async () => {
  const { call, assign } = await renderBanner();
  const returnToMainMeeting = vi.fn(async () => {});
  // The call in the room is the call itself here, so that one call is enough for the test.
  await assign({ displayName: 'Room 1', state: 'open', returnToMainMeeting, call });
  await assign(undefined);
  expect(screen.getByRole('status')).toHaveTextContent('You are in the breakout room “Room 1”.');
  await pressButton('Return to the meeting');
  expect(returnToMainMeeting).toHaveBeenCalledOnce();
});
