import type { ParticipantCapabilities, ParticipantCapabilityName } from '@azure/communication-calling';
import { lookUpCapabilities, withholdCapabilities } from '../../wire/capabilities.ts';
import type { CallKind, SignallingEvent, CallRole } from '../../wire/protocol.ts';
import { callingError } from '../base/errors.ts';
import { Emitter } from '../base/events.ts';
import type { LocalMedia } from '../media/localMedia.ts';
import type { CallProgress } from './callProgress.ts';
import type { SessionDeps } from './sessionDeps.ts';

/** The parts of a call's session that its context uses. */
interface CallWithContext {
  readonly deps: Pick<SessionDeps, 'kind' | 'threadId' | 'callId'>;
  readonly progress: CallProgress;
  readonly localMedia: Pick<LocalMedia, 'stopVideo'>;
  readonly events: { emit(event: 'roleChanged'): void };
  readonly restrictions: { omitForbidden(capabilities: ParticipantCapabilities): ParticipantCapabilities };
}

/** A call's kind, thread and server call id, and the local participant's role and capabilities in it. */
export class CallContext {
  /** Emits `changed` when the kind, the role or the capabilities have changed. */
  readonly changes = new Emitter('CallSession', ['changed']);
  /** The events of `call.info`. */
  readonly infoEvents = new Emitter('TeamsCallInfo', ['callInfoChanged']);
  private readonly call: CallWithContext;
  kind: CallKind;
  threadId: string | undefined;
  /**
   * The id that the server has for the call. All participants have the same server call id, but each of them has its
   * own call id, which stands in until the server sends its id.
   */
  serverCallId: string;
  role: CallRole = 'Unknown';
  /** The capabilities that a policy takes away. In the emulator, a test sets this policy. */
  private withheld: readonly ParticipantCapabilityName[] = [];

  constructor(call: CallWithContext) {
    this.call = call;
    this.kind = call.deps.kind;
    this.threadId = call.deps.threadId;
    this.serverCallId = call.deps.callId;
  }

  get capabilities(): ParticipantCapabilities {
    const roleCapabilities = lookUpCapabilities(this.kind, this.role);
    return withholdCapabilities(this.call.restrictions.omitForbidden(roleCapabilities), this.withheld);
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

  /** Like `checkCapability`, but considers only the policy: the kind of call and the role do not matter. */
  checkNotWithheld(capability: ParticipantCapabilityName, failure: string): void {
    if (this.withheld.includes(capability)) this.checkCapability(capability, failure);
  }

  /** Applies the event by which the server sends the call context. */
  update(event: Extract<SignallingEvent, { t: 'place' }>): void {
    const { progress, localMedia, events } = this.call;
    const { server, kind, threadId, role, presence, withheld = [] } = event;
    const { kind: previousKind, threadId: previousThreadId, role: previousRole } = this;
    this.serverCallId = server;
    this.kind = kind;
    this.role = role;
    const hasPolicyChanged = this.withheld.join() !== withheld.join();
    this.withheld = withheld;
    this.threadId = threadId ?? undefined;
    const hasRoleChanged = previousRole !== role;
    if (previousThreadId !== this.threadId) this.infoEvents.emit('callInfoChanged');
    if (hasRoleChanged) events.emit('roleChanged');
    if (hasRoleChanged || previousKind !== kind || hasPolicyChanged) this.changes.emit('changed');
    if (presence === 'Joined' && !this.capabilities.shareScreen.isPresent) localMedia.stopVideo('screen');
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
