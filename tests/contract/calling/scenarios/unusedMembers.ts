const breakoutRooms =
  'Organizers create and assign breakout rooms in Teams. slidesAndRooms.test.ts uses a control of the emulator instead.';
const recordings =
  'Participants start a recording in Teams. recordingAndTranscription.test.ts uses a control of the emulator instead.';
const names = 'The SDK does not know the names of Teams users.';

/** The members (properties and methods) of the SDK that no scenario uses, each with the reason. */
export const unusedMembers: Readonly<Record<string, string>> = {
  'BreakoutRoom.autoMoveParticipantToBreakoutRoom': breakoutRooms,
  'BreakoutRoom.call': breakoutRooms,
  'BreakoutRoom.displayName': breakoutRooms,
  'BreakoutRoom.invitees': breakoutRooms,
  'BreakoutRoom.join': breakoutRooms,
  'BreakoutRoom.returnToMainMeeting': breakoutRooms,
  'BreakoutRoom.state': breakoutRooms,
  'BreakoutRoom.threadId': breakoutRooms,
  'RecordingInfo.off': recordings,
  'RecordingInfo.on': recordings,
  'RecordingInfo.state': recordings,
  'RemoteParticipant.displayName': names,
  'RemoteParticipant.hasDisplayNameChanged': names,
  'TeamsIncomingCall.customContext':
    'Only an application that is not in these scenarios sends it. callOrigin.test.ts reads it.',
};
