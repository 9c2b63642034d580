import type { Person, Stage } from '../stage/stage.ts';

/** The people of a play. `bob2` is Bob in a second window. */
export type Role = Person | 'bob2';

/** One window of one person. */
export interface Actor {
  /**
   * Does something in that window. The function is sent there as text: it sees nothing of the file it stands in.
   * @returns what the function returns, which must be plain data.
   */
  do<T>(act: (here: Stage) => T | Promise<T>): Promise<T>;
  do<T, A>(act: (here: Stage, given: A) => T | Promise<T>, given: A): Promise<T>;
}
export type Cast = Readonly<Record<Role, Actor>>;

/** What a scenario needs besides people: the emulator has all of it, Azure what the environment gives. */
export type Need =
  /** A Teams chat with all three in it, for group calls. */
  | 'thread'
  /** A meeting, by its link, that all three may enter. */
  | 'meeting'
  /** Meetings in which people have roles, and wait. */
  | 'roles'
  /** Numbers and people who answer as the emulator's bots do. */
  | 'bots'
  /** Waiting times shortened. */
  | 'timing';

/** Something that the documentation promises, shown with the SDK's public API only. */
export interface Scenario {
  readonly title: string;
  /** Where it is promised, on learn.microsoft.com. */
  readonly docs: string;
  readonly cast: readonly Role[];
  readonly needs?: readonly Need[];
  /** @returns what was seen. */
  readonly play: (this: void, cast: Cast) => Promise<unknown>;
  /** What must have been seen. */
  readonly seen: unknown;
}
