import type { Meeting } from './meetings.ts';

const aliceObjectId = 'a0000000-0000-4000-8000-00000000000a';
const bobObjectId = 'b0000000-0000-4000-8000-00000000000b';

/** The seeded meetings: they exist whenever the emulator starts. */
export const seededMeetings: readonly Meeting[] = [
  {
    threadId: '19:meeting_OpenHouse@thread.v2',
    subject: 'Open house: nobody waits, everyone presents',
    meetingId: '201000000001',
    passcode: 'open01',
    organizer: aliceObjectId,
    coOrganizers: [],
    lobby: 'nobody',
    defaultRole: 'Presenter',
  },
  {
    threadId: '19:meeting_WithLobby@thread.v2',
    subject: 'With lobby: everyone but the organizer waits',
    meetingId: '201000000002',
    passcode: 'lobby2',
    organizer: aliceObjectId,
    coOrganizers: [],
    lobby: 'everyone',
    defaultRole: 'Presenter',
  },
  {
    threadId: '19:meeting_TownHall@thread.v2',
    subject: 'Town hall: a crowd of attendees',
    meetingId: '201000000003',
    passcode: 'crowd3',
    organizer: aliceObjectId,
    coOrganizers: [bobObjectId],
    lobby: 'nobody',
    defaultRole: 'Attendee',
  },
];
