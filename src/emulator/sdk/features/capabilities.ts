import type * as Real from '@azure/communication-calling';
import { capabilitiesBeforeConnecting } from '../../wire/capabilities.ts';
import type { CallRole } from '../../wire/protocol.ts';
import { Emitter } from '../base/events.ts';
import type { CallSession } from '../call/session.ts';
import { EmuCallFeature } from './callFeature.ts';

/** In these phases of a call, the server has not sent the role and the capabilities yet. */
const setUpPhases: ReadonlySet<Real.CallState> = new Set(['None', 'Connecting', 'Ringing', 'EarlyMedia']);

/**
 * What the local participant may do, which depends on the kind of call and, in a meeting, on the role. The list has all
 * capabilities of the SDK.
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/capabilities
 */
export class EmuCapabilities extends EmuCallFeature implements Real.CapabilitiesFeature {
  readonly name = 'Capabilities';
  protected readonly emitter = new Emitter('CapabilitiesFeature', ['capabilitiesChanged']);
  /** The capabilities and the role at the time of the last event. */
  private previous: { readonly capabilities: Real.ParticipantCapabilities; readonly role: CallRole };

  constructor(session: CallSession) {
    super(session);
    this.previous = { capabilities: this.capabilities, role: session.context.role };
    this.follow(session.context.changes, 'changed', this.update);
    this.follow(session.events, 'stateChanged', this.update);
  }

  get capabilities(): Real.ParticipantCapabilities {
    const { context, phase } = this.session;
    return structuredClone(setUpPhases.has(phase) ? capabilitiesBeforeConnecting : context.capabilities);
  }

  /** Emits an event with the capabilities that have changed since the last event. */
  private readonly update = (): void => {
    const { previous, capabilities } = this;
    const { role } = this.session.context;
    const names = Object.keys(previous.capabilities) as Real.ParticipantCapabilityName[];
    // If `isPresent` changes, the reason changes, too.
    const changedNames = names.filter(
      (name) => previous.capabilities[name].reason !== capabilities[name].reason,
    );
    if (changedNames.length === 0) return;
    this.previous = { capabilities, role };
    const pickChanged = (all: Real.ParticipantCapabilities) =>
      structuredClone(Object.fromEntries(changedNames.map((name) => [name, all[name]])));
    const isRestrictedByPolicy = (all: Real.ParticipantCapabilities) =>
      changedNames.some((name) => all[name].reason === 'UserPolicyRestricted');
    const hasPolicyChanged =
      isRestrictedByPolicy(previous.capabilities) || isRestrictedByPolicy(capabilities);
    // The SDK defines no reason for a call that connects or becomes a group call. `MeetingOption…` fits best.
    const otherReason = hasPolicyChanged ? 'UserPolicyChanged' : 'MeetingOptionOrOrganizerPolicyChanged';
    this.emitter.emit('capabilitiesChanged', {
      oldValue: pickChanged(previous.capabilities),
      newValue: pickChanged(capabilities),
      reason: previous.role === role ? otherReason : 'RoleChanged',
    });
  };
}
