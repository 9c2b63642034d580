import type { ParticipantCapabilities, ParticipantCapabilityName } from '@azure/communication-calling';
import { lookUpCapabilities, withholdCapabilities } from '../../wire/capabilities.ts';
import type { CallKind, SignallingEvent, CallRole } from '../../wire/protocol.ts';
import { callingError } from '../base/errors.ts';
import { Emitter } from '../base/events.ts';
import type { CallProgress } from './callProgress.ts';

/** The argument of the event `changed`: the role and the capabilities before the change. */
export interface PreviousCallContext {
  readonly role: CallRole;
  readonly capabilities: ParticipantCapabilities;
}

/** What `CallParts`, which creates the parts of a call, gives to the call context. */
export interface CallContextDeps {
  readonly kind: CallKind;
  readonly threadId: string | undefined;
  /** Used as the server call id until the server sends that id. */
  readonly callId: string;
  readonly progress: Pick<CallProgress, 'phase' | 'setPhase' | 'updateState'>;
  /**
   * @returns the capabilities without those that a missing consent to a recording or the meeting's media access
   * forbids.
   */
  omitForbidden(capabilities: ParticipantCapabilities): ParticipantCapabilities;
  onRoleChanged(): void;
  stopScreenSharing(): void;
}

/** A call's kind, thread and server call id, and the local participant's role and capabilities in it. */
export class CallContext {
  /** Emits `changed`, with a `PreviousCallContext`, when the kind, the role or the capabilities change. */
  readonly changes = new Emitter('CallSession', ['changed']);
  /** The events of `call.info`. */
  readonly infoEvents = new Emitter('TeamsCallInfo', ['callInfoChanged']);
  private readonly deps: CallContextDeps;
  kind: CallKind;
  threadId: string | undefined;
  /**
   * The id that the server has for the call. All participants have the same server call id, but each of them has its
   * own call id.
   */
  serverCallId: string;
  role: CallRole = 'Unknown';
  /** The capabilities that a policy takes away. In the emulator, a test sets this policy. */
  private withheld: readonly ParticipantCapabilityName[] = [];

  constructor(deps: CallContextDeps) {
    this.deps = deps;
    this.kind = deps.kind;
    this.threadId = deps.threadId;
    this.serverCallId = deps.callId;
  }

  get capabilities(): ParticipantCapabilities {
    const roleCapabilities = lookUpCapabilities(this.kind, this.role);
    return withholdCapabilities(this.deps.omitForbidden(roleCapabilities), this.withheld);
  }

  /**
   * Checks that the local participant has a capability.
   * @param failure the beginning of the error's message, such as "Failed to mute others".
   * @throws 403/0 when the kind of call, the role or a restriction forbids it. Microsoft documents no code.
   */
  checkCapability(capability: ParticipantCapabilityName, failure: string): void {
    const { isPresent, reason } = this.capabilities[capability];
    if (!isPresent) throw callingError(403, 0, `${failure}: ${capability} is ${reason}.`);
  }

  /**
   * Like `checkCapability`, but considers only the policy: the kind of call and the role do not matter.
   * @param failure the beginning of the error's message, such as "Failed to start video".
   * @throws 403/0 when a policy takes the capability away. Microsoft documents no code.
   */
  checkNotWithheld(capability: ParticipantCapabilityName, failure: string): void {
    if (this.withheld.includes(capability)) this.checkCapability(capability, failure);
  }

  /** Applies the event by which the server sends the call context. */
  update({
    server,
    kind,
    threadId,
    role,
    presence,
    withheld = [],
  }: Extract<SignallingEvent, { t: 'place' }>): void {
    const { progress } = this.deps;
    const { kind: previousKind, threadId: previousThreadId } = this;
    const previous: PreviousCallContext = { role: this.role, capabilities: this.capabilities };
    this.serverCallId = server;
    this.kind = kind;
    this.role = role;
    const hasPolicyChanged = this.withheld.join() !== withheld.join();
    this.withheld = withheld;
    this.threadId = threadId ?? undefined;
    const hasRoleChanged = previous.role !== role;
    if (previousThreadId !== this.threadId) this.infoEvents.emit('callInfoChanged');
    if (hasRoleChanged) this.deps.onRoleChanged();
    if (hasRoleChanged || previousKind !== kind || hasPolicyChanged) this.changes.emit('changed', previous);
    if (presence === 'Joined' && !this.capabilities.shareScreen.isPresent) this.deps.stopScreenSharing();
    if (presence === 'InLobby') return progress.setPhase('InLobby');
    // A meeting is connected once the server has admitted the local participant, even if no media gets through.
    if (kind === 'meeting' && progress.phase !== 'Connected') return progress.setPhase('Connected');
    return progress.updateState();
  }

  close(): void {
    this.changes.removeAllListeners();
    this.infoEvents.removeAllListeners();
  }
}
