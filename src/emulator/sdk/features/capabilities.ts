import type {
  CallState,
  CapabilitiesFeature,
  ParticipantCapabilities,
  ParticipantCapabilityName,
} from '@azure/communication-calling';
import { capabilitiesBeforeConnecting } from '../../wire/capabilities.ts';
import type { CallRole } from '../../wire/protocol.ts';
import type { CallSession } from '../call/session.ts';
import { EmuCallFeature } from './callFeature.ts';

/** While the set-up of the call is in one of these states, the server has not sent the role and the capabilities yet. */
const setUpPhases: ReadonlySet<CallState> = new Set(['None', 'Connecting', 'Ringing', 'EarlyMedia']);

/**
 * What the local participant may do in the call. This depends on the kind of call and, in a meeting, on the role. The
 * list has every capability of the SDK.
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/capabilities
 */
export class EmuCapabilities extends EmuCallFeature<'capabilitiesChanged'> implements CapabilitiesFeature {
  readonly name = 'Capabilities';
  /** The capabilities and the role at the time of the last event. */
  private previous: { readonly capabilities: ParticipantCapabilities; readonly role: CallRole };

  constructor(session: CallSession) {
    super(session, 'CapabilitiesFeature', ['capabilitiesChanged']);
    this.previous = { capabilities: this.capabilities, role: session.context.role };
    this.follow(session.context.changes, 'changed', this.update);
    this.follow(session.events, 'stateChanged', this.update);
  }

  get capabilities(): ParticipantCapabilities {
    const { context, phase } = this.session;
    return structuredClone(setUpPhases.has(phase) ? capabilitiesBeforeConnecting : context.capabilities);
  }

  /** Emits the capabilities that have changed. */
  private readonly update = (): void => {
    const { previous, capabilities } = this;
    const { role } = this.session.context;
    const names = Object.keys(previous.capabilities) as ParticipantCapabilityName[];
    const changedNames = names.filter(
      (name) => previous.capabilities[name].reason !== capabilities[name].reason,
    );
    if (changedNames.length === 0) return;
    this.previous = { capabilities, role };
    const pickChanged = (all: ParticipantCapabilities) =>
      structuredClone(Object.fromEntries(changedNames.map((name) => [name, all[name]])));
    const isPolicyChange = [previous.capabilities, capabilities].some((all) =>
      changedNames.some((name) => all[name].reason === 'UserPolicyRestricted'),
    );
    this.emitter.emit('capabilitiesChanged', {
      oldValue: pickChanged(previous.capabilities),
      newValue: pickChanged(capabilities),
      reason: changeReasonOf({ isRoleChange: previous.role !== role, isPolicyChange }),
    });
  };
}

/** @returns why capabilities have changed, as one of the SDK's four reasons. */
function changeReasonOf(change: { isRoleChange: boolean; isPolicyChange: boolean }): string {
  if (change.isRoleChange) return 'RoleChanged';
  // For a call that connects or becomes a group call, the SDK has no reason of its own.
  // `MeetingOptionOrOrganizerPolicyChanged` fits best.
  return change.isPolicyChange ? 'UserPolicyChanged' : 'MeetingOptionOrOrganizerPolicyChanged';
}
