import type { ConditionChanges } from '../../src/emulator-package/controlTypes.ts';
import type { Environment } from '../../src/server/settings/configFault.ts';
import type { Person } from '../support/calling/page/sdk.ts';
import type { DeviceCode } from './sign-in/deviceCode.ts';

export const persons: readonly Person[] = ['alice', 'bob', 'carol'];
/** Whom the hour signs in: three members of the tenant, and a guest. */
export type SignInName = Person | 'guest';

/** Where the hour runs: on Azure, or on the emulator. */
export interface HourTarget {
  readonly name: 'azure' | 'emulator';
  /** The settings of the token service, as in `.env.example`. */
  readonly env: Environment;
  /** The address of the app, which the checks of the registration need. */
  readonly appOrigin: string | undefined;
  /** What the steps need besides the settings. `null` if it is not there. */
  readonly inputs: {
    /** A Teams chat of the three persons, `19:…@thread.v2`. */
    readonly threadId: string | null;
    /** The link of a meeting that the persons may enter without a lobby. */
    readonly meetingLink: string | null;
    /** A telephone that somebody answers, such as `+14255550100`. */
    readonly phoneNumber: string | null;
    /** Whether a guest of the tenant can sign in. */
    readonly hasGuest: boolean;
  };
  readonly sdkVersion: string;
  /** The address of a Calling SDK that replaces Microsoft's, and of its `@azure/communication-common`; else `null`. */
  readonly modules: { readonly calling: string; readonly common: string } | null;
  /** Milliseconds that a step waits for an event. */
  readonly timeoutMs: number;
  /** Milliseconds that the persons talk in each call. */
  readonly talkMs: number;
  /** Milliseconds from one press of *Mute* to the next. */
  readonly betweenMutesMs: number;
  /** Changes how the emulator behaves; `null` on Azure. */
  readonly setConditions: ((changes: ConditionChanges) => Promise<void>) | null;
  close(): Promise<void>;
}

/** The person at the terminal, or a program in that person's place. */
export interface Operator {
  readonly print: (line: string) => void;
  /** Asks whether to run a step, after its costs have been printed. */
  readonly confirmStep: (step: string) => Promise<'run' | 'skip' | 'stop'>;
  /** Shows a code, with which `person` signs in. The client asks Entra for the tokens once the promise has resolved. */
  readonly showCode: (person: SignInName, code: DeviceCode) => Promise<unknown>;
  /** Waits between two requests for the tokens. */
  readonly pauseBetweenPolls: (milliseconds: number) => Promise<unknown>;
}
