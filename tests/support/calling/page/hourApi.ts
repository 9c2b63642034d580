import type { PersonApi } from './personApi.ts';

/** An observation in a page. `RawObservation` in tests/azure/record has the same properties, and explains them. */
export interface PageObservation {
  readonly kind: 'action' | 'event' | 'end' | 'violation' | 'fact';
  readonly track: string;
  readonly name: string;
  readonly value: string | number | boolean | null;
  readonly at: number;
  readonly tookMs?: number;
  readonly participant?: string;
}

/** The helpers of a page in the live hour. They observe what the SDK does. */
export interface HourApi extends PersonApi {
  /** Runs an action of the SDK, and records its result. @throws the error with which the SDK refuses the action. */
  act(this: void, name: string, action: () => unknown): Promise<void>;
  /** Runs an action of the SDK, and records its result. @returns whether the SDK carried the action out. */
  tryAct(this: void, name: string, action: () => unknown): Promise<boolean>;
  addFact(this: void, name: string, value: PageObservation['value']): void;
  /** Removes and returns what was observed so far. The next call is again `call 1`. */
  takeObservations(this: void): PageObservation[];
}
