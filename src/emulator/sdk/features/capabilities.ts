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

/** A call in these states does not know yet what this side may do. */
const settingUp: ReadonlySet<CallState> = new Set(['None', 'Connecting', 'Ringing', 'EarlyMedia']);

/**
 * What this side may do, by the kind of call and, in a meeting, by its role. Every capability has a name here.
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/capabilities
 */
export class EmuCapabilities implements CapabilitiesFeature {
  readonly name = 'Capabilities';
  private readonly emitter = new Emitter('CapabilitiesFeature', ['capabilitiesChanged']);
  private readonly session: CallSession;
  /** What was told last. */
  private told: { readonly capabilities: ParticipantCapabilities; readonly role: Role };

  constructor(session: CallSession) {
    this.session = session;
    this.told = { capabilities: this.capabilities, role: session.place.role };
    session.place.changes.on('changed', this.tell);
    session.events.on('stateChanged', this.tell);
  }

  get capabilities(): ParticipantCapabilities {
    const { place, phase } = this.session;
    return structuredClone(settingUp.has(phase) ? unknownYet : place.capabilities);
  }

  on(event: string, listener: Listener): void {
    this.emitter.on(event, listener);
  }

  off(event: string, listener: Listener): void {
    this.emitter.off(event, listener);
  }

  dispose(): void {
    this.session.place.changes.off('changed', this.tell);
    this.session.events.off('stateChanged', this.tell);
    this.emitter.clear();
  }

  private readonly tell = (): void => {
    const { told: before, capabilities } = this;
    const { role } = this.session.place;
    const old = before.capabilities;
    const names = Object.keys(old) as ParticipantCapabilityName[];
    const changed = names.filter((name) => old[name].reason !== capabilities[name].reason);
    if (changed.length === 0) return;
    this.told = { capabilities, role };
    const pick = (from: ParticipantCapabilities) =>
      structuredClone(Object.fromEntries(changed.map((name) => [name, from[name]])));
    const byPolicy = [old, capabilities].some((all) =>
      changed.some((name) => all[name].reason === 'UserPolicyRestricted'),
    );
    // The SDK has four reasons. The second one is nearest for a call that connects, or that becomes a group call.
    const other = byPolicy ? 'UserPolicyChanged' : 'MeetingOptionOrOrganizerPolicyChanged';
    const reason = before.role === role ? other : 'RoleChanged';
    this.emitter.emit('capabilitiesChanged', { oldValue: pick(old), newValue: pick(capabilities), reason });
  };
}
