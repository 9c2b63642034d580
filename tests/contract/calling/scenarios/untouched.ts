const rooms =
  'breakout rooms are created and assigned in Teams; featuresByControls.test.ts tries them with a control';
const recorded = 'a recording is started in Teams; featuresByControls.test.ts tries it with a control';

/** Members that no scenario uses, each with the reason. */
export const untouched: Readonly<Record<string, string>> = {
  'BreakoutRoom.autoMoveParticipantToBreakoutRoom': rooms,
  'BreakoutRoom.call': rooms,
  'BreakoutRoom.displayName': rooms,
  'BreakoutRoom.invitees': rooms,
  'BreakoutRoom.join': rooms,
  'BreakoutRoom.returnToMainMeeting': rooms,
  'BreakoutRoom.state': rooms,
  'BreakoutRoom.threadId': rooms,
  'RecordingInfo.off': recorded,
  'RecordingInfo.on': recorded,
  'RecordingInfo.state': recorded,
};
