import type { Environment } from '../../src/server/settings/configFault.ts';
import type { Person } from '../support/calling/page/sdk.ts';
import type { DeviceCode } from './sign-in/deviceCode.ts';

export const persons: readonly Person[] = ['alice', 'bob', 'carol'];
/** Whom the hour signs in: three members of the tenant, and a guest. */
export type SignInName = Person | 'guest';

/** What the steps need besides the settings of the token service. `null` if it is not there. */
export interface HourInputs {
  /** A Teams chat of the three persons, `19:…@thread.v2`. */
  readonly threadId: string | null;
  /** The link of a meeting that the persons may enter without a lobby. */
  readonly meetingLink: string | null;
  /** A telephone that somebody answers, such as `+14255550100`. */
  readonly phoneNumber: string | null;
  /** Whether a guest of the tenant can sign in. */
  readonly hasGuest: boolean;
}

/** What only the emulator can do in a step. */
export interface EmulatorControls {
  /** Sets the lifetime of new tokens. `null` restores the usual lifetime. */
  setTokenLifetime(seconds: number | null): Promise<void>;
  /** Makes the emulator issue tokens of its second ACS resource, whichever of its two addresses gets the request. */
  setIssuingResource(resource: 'first' | 'second'): Promise<void>;
}

/** Where the hour runs: on Azure, or on the emulator. */
export interface HourTarget {
  readonly name: 'azure' | 'emulator';
  /** The settings of the token service, as in `.env.example`. */
  readonly env: Environment;
  /** The address of the app, which the checks of the registration need. */
  readonly appOrigin: string | undefined;
  readonly inputs: HourInputs;
  readonly sdkVersion: string;
  /** The address of a Calling SDK that replaces Microsoft's, and of its `@azure/communication-common`; else `null`. */
  readonly modules: { readonly calling: string; readonly common: string } | null;
  /** Milliseconds that a step waits for an event. */
  readonly timeoutMs: number;
  /** Milliseconds that the persons talk in each call. */
  readonly talkMs: number;
  /** Milliseconds from one press of *Mute* to the next. */
  readonly betweenMutesMs: number;
  readonly emulator: EmulatorControls | null;
  close(): Promise<void>;
}

/** The person at the terminal, or a program in that person's place. */
export interface Operator {
  print(line: string): void;
  /** Asks whether to run a step, after its costs have been printed. */
  confirmStep(step: string): Promise<'run' | 'skip' | 'stop'>;
  /** Shows a code, with which `person` signs in. The client asks Entra for the tokens once the promise has resolved. */
  showCode(person: SignInName, code: DeviceCode): Promise<void>;
  /** Waits between two requests for the tokens. */
  pauseBetweenPolls(milliseconds: number): Promise<unknown>;
}
