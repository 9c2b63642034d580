import type { Meeting } from './meetings.ts';

const alice = 'a0000000-0000-4000-8000-00000000000a';
const bob = 'b0000000-0000-4000-8000-00000000000b';

/** The meetings of the seed, which exist from the start. */
export const seededMeetings: readonly Meeting[] = [
  {
    threadId: '19:meeting_OpenHouse@thread.v2',
    subject: 'Open house: nobody waits, everyone presents',
    meetingId: '201000000001',
    passcode: 'open01',
    organizer: alice,
    coOrganizers: [],
    lobby: 'nobody',
    defaultRole: 'Presenter',
  },
  {
    threadId: '19:meeting_WithLobby@thread.v2',
    subject: 'With lobby: everyone but the organizer waits',
    meetingId: '201000000002',
    passcode: 'lobby2',
    organizer: alice,
    coOrganizers: [],
    lobby: 'everyone',
    defaultRole: 'Presenter',
  },
  {
    threadId: '19:meeting_TownHall@thread.v2',
    subject: 'Town hall: a crowd of attendees',
    meetingId: '201000000003',
    passcode: 'crowd3',
    organizer: alice,
    coOrganizers: [bob],
    lobby: 'nobody',
    defaultRole: 'Attendee',
  },
];
