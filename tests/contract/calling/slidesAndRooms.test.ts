import { expect, test } from 'vitest';
import {
  assignRoom,
  createRoom,
  setRoomOpen,
} from '../../../src/emulator/signalling/features/breakoutRooms.ts';
import { presentSlides } from '../../../src/emulator/signalling/features/pptLive.ts';
import { findOnlyMeeting } from '../../support/calling/findOnlyMeeting.ts';
import { setUpHarness } from '../../support/calling/setUpHarness.ts';

/**
 * Users start slides and breakout rooms in Teams; no SDK method starts them. The emulator has controls (HTTP routes) for this.
 * The test calls the functions behind those controls.
 */
const { getHarness } = setUpHarness();

/** Opens a page in which Alice and Carol are in a meeting. It logs Carol's events about slides and breakout rooms. */
async function openRoomsPage() {
  const page = await getHarness().openPage();
  return page.extendApi(async ({ sdk, joinTownHall, log }) => {
    const [aliceCall, carolCall] = await joinTownHall('alice', 'carol');
    const slides = carolCall.feature(sdk.Features.PPTLive);
    const rooms = carolCall.feature(sdk.Features.BreakoutRooms);
    slides.on('isActiveChanged', () => log.push(`slides ${slides.isActive}`));
    rooms.on('breakoutRoomsUpdated', ({ type, data }) => {
      const { kind, state } = (data ?? {}) as { kind?: string; state?: string };
      log.push(`${type} ${type === 'join' ? kind : state}`);
    });
    const roomsForAlice = aliceCall.feature(sdk.Features.BreakoutRooms);
    return { aliceCall, carolCall, slides, rooms, roomsForAlice };
  });
}

// Documented at learn.microsoft.com, how-tos/calling-sdk/breakoutrooms and audio-conferencing, and the SDK's types of PPT Live.
test('participants of a meeting see slides, join and leave breakout rooms, and get dial-in numbers', async () => {
  const page = await openRoomsPage();
  const { call, findParticipant } = findOnlyMeeting(getHarness());
  presentSlides(call, findParticipant('alice'));
  const room = createRoom('Room 1', false);
  assignRoom(call, findParticipant('carol'), room);
  await expect.poll(() => page.run(({ log }) => log.length)).toBe(2);
  const whileRoomIsClosed = await page.run(
    async ({ aliceCall, carolCall, slides, rooms, roomsForAlice, ...api }) => {
      const { sdk, agents, identifierOf, catchErrorCode, firstNamesOf } = api;
      const dialIn = sdk.Features.TeamsMeetingAudioConferencing;
      const details = await carolCall.feature(dialIn).getTeamsMeetingAudioConferencingDetails();
      const detailsForAlice = await aliceCall.feature(dialIn).getTeamsMeetingAudioConferencingDetails();
      const oneToOneCall = agents['carol']?.startCall(identifierOf('echo'));
      const errorInOneToOneCall = await catchErrorCode(() =>
        oneToOneCall?.feature(dialIn).getTeamsMeetingAudioConferencingDetails(),
      );
      await oneToOneCall?.hangUp();
      return {
        presenter: firstNamesOf([{ identifier: slides.activePresenterId }]),
        slidesText: slides.target instanceof HTMLElement && slides.target.textContent,
        joinErrorWhileClosed: await catchErrorCode(() => rooms.assignedBreakoutRooms?.join()),
        // Only the organizer, Alice, gets the list of all rooms.
        isRoomListHiddenFromCarol: rooms.breakoutRooms === undefined,
        roomsForAlice: roomsForAlice.breakoutRooms?.map(({ displayName, state, invitees }) => ({
          displayName,
          state,
          invitees: firstNamesOf(invitees as unknown as { identifier: unknown }[]),
        })),
        isSameConferenceId: detailsForAlice.phoneConferenceId === details.phoneConferenceId,
        hasNineDigits: /^\d{9}$/.test(details.phoneConferenceId),
        dialInNumberCount: details.phoneNumbers.length,
        errorInOneToOneCall,
      };
    },
  );
  expect(whileRoomIsClosed).toEqual({
    presenter: ['alice'],
    slidesText: 'Slides',
    joinErrorWhileClosed: '400/0',
    isRoomListHiddenFromCarol: true,
    roomsForAlice: [{ displayName: 'Room 1', state: 'closed', invitees: ['carol'] }],
    isSameConferenceId: true,
    hasNineDigits: true,
    dialInNumberCount: 3,
    errorInOneToOneCall: '400/45950',
  });
  presentSlides(call, null);
  setRoomOpen(call, room.threadId, true);
  const whileRoomIsOpen = await page.run(async ({ aliceCall, carolCall, rooms, waitUntil }) => {
    const room = await waitUntil(() => {
      const assignedRoom = rooms.assignedBreakoutRooms;
      return assignedRoom?.state === 'open' && assignedRoom;
    });
    const roomCall = (await room.join()) as typeof carolCall;
    await waitUntil(() => roomCall.state === 'Connected');
    const inRoom = {
      hasThreadOfRoom: roomCall.info.threadId === room.threadId,
      meetingState: carolCall.state,
      isCallOfRoom: room.call === roomCall,
    };
    const meetingCall = await room.returnToMainMeeting();
    const backInMeeting = {
      isSameCall: meetingCall === carolCall,
      meetingState: carolCall.state,
      roomState: roomCall.state,
    };
    await aliceCall.hangUp();
    await carolCall.hangUp();
    return { inRoom, backInMeeting };
  });
  expect(whileRoomIsOpen).toEqual({
    inRoom: { hasThreadOfRoom: true, meetingState: 'LocalHold', isCallOfRoom: true },
    backInMeeting: { isSameCall: true, meetingState: 'Connected', roomState: 'Disconnected' },
  });
  expect(await page.run(({ log }) => log)).toEqual([
    'slides true',
    'assignedBreakoutRooms closed',
    'slides false',
    'assignedBreakoutRooms open',
    'join TeamsCall',
  ]);
  await page.close();
});
