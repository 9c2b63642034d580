import { createStore, type Readable } from '../base/store.ts';
import type { GraphFailure } from '../errors/graphFailure.ts';

export interface EventPerson {
  readonly name: string;
  /** E-mail address. It may be empty. */
  readonly address: string;
}

/** An event of the user's calendar. Times are in milliseconds since 1970. */
export interface CalendarEvent {
  readonly id: string;
  readonly subject: string;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly isAllDay: boolean;
  readonly organizer: EventPerson | null;
  readonly attendees: readonly EventPerson[];
  /** Where the event takes place; empty if the calendar does not say. */
  readonly location: string;
  /** The join link; `null` if the event is no Teams meeting. */
  readonly joinLink: string | null;
}

/** How many milliseconds before its start an event counts as *soon*. */
const soonMs = 10 * 60_000;

/** Says whether an event is over, goes on, or begins soon or later. An all-day event is `later` until it is over. */
export function findPhase({ startsAt, endsAt, isAllDay }: CalendarEvent, now: number) {
  if (endsAt <= now) return 'over';
  if (isAllDay) return 'later';
  if (startsAt <= now) return 'now';
  return startsAt - now <= soonMs ? 'soon' : 'later';
}

/** Reads all events, meetings or not, that overlap a time range. Its ends `from` and `to` are in milliseconds since 1970. */
export type MeetingSource = (from: number, to: number) => Promise<readonly CalendarEvent[] | GraphFailure>;

export interface TodaysMeetingsState {
  /** Ordered by their start; `null` before the first answer. An earlier list stays while a request runs or has failed. */
  readonly events: readonly CalendarEvent[] | null;
  readonly isLoading: boolean;
  /** Why the last request failed; `null` if it succeeded. */
  readonly failure: GraphFailure | null;
}

/** For how many milliseconds `refresh` does nothing after an answer: several components may ask at the same time. */
const freshForMs = 30_000;

/** Creates the list of today's events. The computer's clock says which day it is. */
export function createTodaysMeetings(readEvents: MeetingSource) {
  const state = createStore<TodaysMeetingsState>({ events: null, isLoading: false, failure: null });
  let answeredAt = Number.NEGATIVE_INFINITY;

  /** Reads the calendar, unless a request is running. */
  const read = async () => {
    if (state.get().isLoading) return;
    state.set({ ...state.get(), isLoading: true });
    const dayStart = new Date().setHours(0, 0, 0, 0);
    const dayEnd = new Date(dayStart).setHours(24);
    const answer = await readEvents(dayStart, dayEnd);
    // Only a `GraphFailure` is a string.
    if (typeof answer === 'string') return state.set({ ...state.get(), isLoading: false, failure: answer });
    answeredAt = Date.now();
    state.set({ events: answer, isLoading: false, failure: null });
  };
  return {
    state: state as Readable<TodaysMeetingsState>,
    /** Reads the calendar again, unless the last answer is new. */
    refresh(): void {
      if (Date.now() - answeredAt >= freshForMs) void read();
    },
    /** Reads the calendar again, however old the last answer is. */
    retry: (): void => void read(),
  };
}

export type TodaysMeetings = ReturnType<typeof createTodaysMeetings>;
