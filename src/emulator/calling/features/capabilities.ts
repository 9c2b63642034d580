import type {
  CapabilitiesFeature,
  ParticipantCapabilities,
  ParticipantCapabilityName,
} from '@azure/communication-calling';
import type { Role } from '../../protocol.ts';
import { Emitter, type Listener } from '../events.ts';
import type { CallSession } from '../session.ts';

/**
 * What this side may do, by the kind of call and, in a meeting, by its role. Every capability has a name here.
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/capabilities
 */
export class EmuCapabilities implements CapabilitiesFeature {
  readonly name = 'Capabilities';
  private readonly emitter = new Emitter('CapabilitiesFeature', ['capabilitiesChanged']);
  private readonly session: CallSession;

  constructor(session: CallSession) {
    this.session = session;
    session.place.changes.on('changed', this.tell);
  }

  get capabilities(): ParticipantCapabilities {
    return structuredClone(this.session.place.capabilities);
  }

  on(event: string, listener: Listener): void {
    this.emitter.on(event, listener);
  }

  off(event: string, listener: Listener): void {
    this.emitter.off(event, listener);
  }

  dispose(): void {
    this.session.place.changes.off('changed', this.tell);
    this.emitter.clear();
  }

  private readonly tell = (before: { capabilities: ParticipantCapabilities; role: Role }): void => {
    const { capabilities, role } = this.session.place;
    const old = before.capabilities;
    const names = Object.keys(old) as ParticipantCapabilityName[];
    const changed = names.filter((name) => old[name].reason !== capabilities[name].reason);
    if (changed.length === 0) return;
    const pick = (from: ParticipantCapabilities) =>
      structuredClone(Object.fromEntries(changed.map((name) => [name, from[name]])));
    // A 1:1 call that becomes a group call changes no role; of the four reasons the SDK has, this one is nearest.
    const byPolicy = [old, capabilities].some((all) =>
      changed.some((name) => all[name].reason === 'UserPolicyRestricted'),
    );
    const other = byPolicy ? 'UserPolicyChanged' : 'MeetingOptionOrOrganizerPolicyChanged';
    const reason = before.role === role ? other : 'RoleChanged';
    this.emitter.emit('capabilitiesChanged', { oldValue: pick(old), newValue: pick(capabilities), reason });
  };
}
