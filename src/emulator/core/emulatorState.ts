import type { VerifyAccessToken, SigningKey } from './accessTokens.ts';
import type { AcsTokens } from './acsToken.ts';
import type { AcsUserStore } from './acsUsers.ts';
import type { AssignmentStore } from './assignments.ts';
import type { Clock } from './clock.ts';
import type { ConditionStore } from './conditionStore.ts';
import type { Directory } from './directory.ts';
import type { Recorder } from './recorder/recorder.ts';
import type { Retirement } from './retirement.ts';
import type { Revocations } from './revocations.ts';

/** What the emulated services share. `emulator.ts` creates it. */
export interface EmulatorState {
  readonly port: number;
  /** `http://localhost:<port>`, also for requests to 127.0.0.1, so that all tokens have the same issuer. */
  readonly origin: string;
  readonly directory: Directory;
  readonly conditions: ConditionStore;
  readonly revocations: Revocations;
  readonly clock: Clock;
  /** The time of `clock`, in milliseconds since 1970. */
  readonly now: () => number;
  readonly key: SigningKey;
  readonly verifyAccessToken: VerifyAccessToken;
  readonly acsTokens: AcsTokens;
  readonly assignments: AssignmentStore;
  readonly acsUsers: AcsUserStore;
  /** Counts what the app uses, even beyond a reset, because it reports on a whole run. */
  readonly retirement: Retirement;
  /** The access key of the ACS resource, in base64. */
  readonly accessKey: string;
  /** The call's flight recorder, which is off by default. */
  readonly recorder: Recorder;
  /** The secret without which the emulator's controls refuse a request. */
  readonly secret: string;
}
