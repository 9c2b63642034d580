import type {
  CallState,
  CapabilitiesFeature,
  ParticipantCapabilities,
  ParticipantCapabilityName,
} from '@azure/communication-calling';
import { unknownYet } from '../../wire/capabilities.ts';
import type { Role } from '../../wire/protocol.ts';
import { Emitter, type Listener } from '../base/events.ts';
import type { CallSession } from '../call/session.ts';

/** In these phases the call does not know its capabilities yet. */
const setUpPhases: ReadonlySet<CallState> = new Set(['None', 'Connecting', 'Ringing', 'EarlyMedia']);

/**
 * What the local participant may do, by the kind of call and, in a meeting, by role. All capabilities of the SDK are
 * listed.
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/capabilities
 */
export class EmuCapabilities implements CapabilitiesFeature {
  readonly name = 'Capabilities';
  private readonly emitter = new Emitter('CapabilitiesFeature', ['capabilitiesChanged']);
  private readonly session: CallSession;
  /** The values that the app was told last. */
  private latest: { readonly capabilities: ParticipantCapabilities; readonly role: Role };

  constructor(session: CallSession) {
    this.session = session;
    this.latest = { capabilities: this.capabilities, role: session.context.role };
    session.context.changes.on('changed', this.update);
    session.events.on('stateChanged', this.update);
  }

  get capabilities(): ParticipantCapabilities {
    const { context, phase } = this.session;
    return structuredClone(setUpPhases.has(phase) ? unknownYet : context.capabilities);
  }

  on(event: string, listener: Listener): void {
    this.emitter.on(event, listener);
  }

  off(event: string, listener: Listener): void {
    this.emitter.off(event, listener);
  }

  dispose(): void {
    this.session.context.changes.off('changed', this.update);
    this.session.events.off('stateChanged', this.update);
    this.emitter.clear();
  }

  /** Emits the capabilities that have changed. */
  private readonly update = (): void => {
    const { latest: before, capabilities } = this;
    const { role } = this.session.context;
    const old = before.capabilities;
    const names = Object.keys(old) as ParticipantCapabilityName[];
    const changed = names.filter((name) => old[name].reason !== capabilities[name].reason);
    if (changed.length === 0) return;
    this.latest = { capabilities, role };
    const pick = (from: ParticipantCapabilities) =>
      structuredClone(Object.fromEntries(changed.map((name) => [name, from[name]])));
    const byPolicy = [old, capabilities].some((all) =>
      changed.some((name) => all[name].reason === 'UserPolicyRestricted'),
    );
    // Of the SDK's four reasons, the second fits best for a call that connects, or that becomes a group call.
    const other = byPolicy ? 'UserPolicyChanged' : 'MeetingOptionOrOrganizerPolicyChanged';
    const reason = before.role === role ? other : 'RoleChanged';
    this.emitter.emit('capabilitiesChanged', { oldValue: pick(old), newValue: pick(capabilities), reason });
  };
}
