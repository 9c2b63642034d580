import type { EmulatorState } from '../core/emulatorState.ts';
import type { SignallingAdmin } from '../signalling/admin/admin.ts';

export interface ControlState extends EmulatorState {
  readonly admin: SignallingAdmin;
  /** Issues an Entra token of the managed identity for an API. `expiresIn` is in seconds. */
  readonly issueAppToken: (audience: string) => { token: string; expiresIn: number };
}
