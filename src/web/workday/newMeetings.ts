import { createStore, type Readable } from '../base/store.ts';
import type { Result } from '../errors/problem.ts';

/** Creates a Teams meeting that is in no calendar. @param subject its name in Teams @returns the join link */
export type CreateMeeting = (subject: string) => Promise<Result<string>>;

export interface NewMeetings {
  readonly create: CreateMeeting;
  /** The join link of the last meeting that was created in this page, so that the user can invite people. */
  readonly lastLink: Readable<string | null>;
}

/** Creates the access to new meetings. It remembers the last link, because the view with the link may close meanwhile. */
export function createNewMeetings(createMeeting: CreateMeeting): NewMeetings {
  const lastLink = createStore<string | null>(null);
  return {
    lastLink,
    async create(subject) {
      const created = await createMeeting(subject);
      if (created.ok) lastLink.set(created.value);
      return created;
    },
  };
}
