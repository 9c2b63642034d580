/** An event that every day of the emulated calendars has. */
interface SeededEvent {
  readonly id: string;
  readonly subject: string;
  /** Minutes from the half hour in which the emulator started to the beginning of the event. */
  readonly startMinutes: number;
  readonly durationMinutes: number;
  /** The thread of the event's online meeting; `null` for an event without one. */
  readonly threadId: string | null;
  readonly location: string;
  /** Names in UPNs, without the domain `fabrikam.example`. */
  readonly organizer: string;
  readonly attendees: readonly string[];
}

/**
 * The events of each day. One event ended before the emulator started, one is going on, and others begin later. So a
 * calendar shows each kind of event whenever the emulator starts, unless midnight is near.
 */
export const seededEvents: readonly SeededEvent[] = [
  {
    id: 'briefing',
    subject: 'Shift briefing',
    startMinutes: -90,
    durationMinutes: 15,
    threadId: '19:meeting_ShiftBriefing@thread.v2',
    location: '',
    organizer: 'carol',
    attendees: ['alice', 'bob'],
  },
  {
    id: 'standup',
    subject: 'Front desk stand-up',
    startMinutes: 0,
    durationMinutes: 60,
    threadId: '19:meeting_StandUp@thread.v2',
    location: 'Microsoft Teams Meeting',
    organizer: 'alice',
    attendees: ['bob', 'carol'],
  },
  {
    id: 'customer',
    subject: 'Northwind order review',
    startMinutes: 60,
    durationMinutes: 30,
    // In this seeded meeting everyone but the organizer waits in the lobby.
    threadId: '19:meeting_WithLobby@thread.v2',
    location: 'Microsoft Teams Meeting',
    organizer: 'alice',
    attendees: ['bob'],
  },
  {
    id: 'handover',
    subject: 'Handover at the desk',
    startMinutes: 120,
    durationMinutes: 15,
    threadId: null,
    location: 'Building 1, lobby',
    organizer: 'bob',
    attendees: ['alice', 'carol'],
  },
];
