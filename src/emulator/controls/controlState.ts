import type { EmulatorState } from '../core/emulatorState.ts';
import type { ContactCentre } from '../contact-centre/contactCentre.ts';
import type { Exchanges } from '../identity/exchanges.ts';
import type { SavedState } from './stateFile.ts';
import type { SignallingAdmin } from '../signalling/admin/admin.ts';

/** The state that the controls (routes under `/emulator`) read and change. */
export interface ControlState extends EmulatorState {
  readonly admin: SignallingAdmin;
  readonly contactCentre: ContactCentre;
  readonly exchanges: Exchanges;
  /** Returns the emulator to its initial state. Only the pages' call agents stay connected. */
  readonly reset: () => void;
  readonly readState: () => SavedState;
  /** Resets the emulator, and then restores an exported state. */
  readonly replaceState: (state: SavedState) => void;
  /** Issues an Entra token for an API to the managed identity, an Azure server. `expiresIn` is in seconds. */
  readonly issueAppToken: (audience: string) => { token: string; expiresIn: number };
}
