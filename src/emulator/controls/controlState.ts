import type { EmulatorState } from '../core/emulatorState.ts';
import type { ContactCentre } from '../contact-centre/contactCentre.ts';
import type { SignallingAdmin } from '../signalling/admin/admin.ts';

/** The state that the controls (routes under `/emulator`) read and change. */
export interface ControlState extends EmulatorState {
  readonly admin: SignallingAdmin;
  readonly contactCentre: ContactCentre;
  /** Issues an Entra token for an API to the managed identity, an Azure server. `expiresIn` is in seconds. */
  readonly issueAppToken: (audience: string) => { token: string; expiresIn: number };
}
