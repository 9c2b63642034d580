import { createStore } from '../base/store.ts';
import type { Result } from '../errors/problem.ts';

/** Creates a Teams meeting that is in no calendar. @param subject its name in Teams @returns the join link */
export type CreateMeeting = (subject: string) => Promise<Result<string>>;

/** Creates the access to new meetings. It remembers the last link, because the view with the link may close meanwhile. */
export function createNewMeetings(createMeeting: CreateMeeting) {
  const lastLink = createStore<string | null>(null);
  return {
    /** The join link of the last meeting that was created in this page, so that the user can invite people. */
    lastLink,
    async create(subject: string): Promise<Result<string>> {
      const created = await createMeeting(subject);
      if (created.ok) lastLink.set(created.value);
      return created;
    },
  };
}

export type NewMeetings = ReturnType<typeof createNewMeetings>;
