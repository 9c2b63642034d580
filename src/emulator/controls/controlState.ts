import type { EmulatorState } from '../core/emulatorState.ts';
import type { SignallingAdmin } from '../signalling/admin/admin.ts';

/** What the controls, the routes under `/emulator`, work on. */
export interface ControlState extends EmulatorState {
  readonly admin: SignallingAdmin;
  /** Issues an Entra token of the managed identity (a server without a secret) for an API. `expiresIn` is in seconds. */
  readonly issueAppToken: (audience: string) => { token: string; expiresIn: number };
}
