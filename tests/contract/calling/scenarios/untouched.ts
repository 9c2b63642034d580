const rooms =
  'rooms are made and assigned in Teams; tried in featuresByControls.test.ts, where a control does';
const recorded = 'a recording is started in Teams; tried in featuresByControls.test.ts, where a control does';

/** Members that no scenario touches, each for a reason. */
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
