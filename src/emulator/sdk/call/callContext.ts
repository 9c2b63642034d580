import type { ParticipantCapabilities, ParticipantCapabilityName } from '@azure/communication-calling';
import { capabilitiesOf, withhold } from '../../wire/capabilities.ts';
import type { CallKind, Event, Role } from '../../wire/protocol.ts';
import { callingError } from '../base/errors.ts';
import { Emitter } from '../base/events.ts';
import type { CallProgress } from './callProgress.ts';

/** The arguments of `changes`: the values before the change. */
export interface CallContextBefore {
  readonly role: Role;
  readonly capabilities: ParticipantCapabilities;
}

export interface CallContextDeps {
  readonly kind: CallKind;
  readonly threadId: string | undefined;
  /** The call's id: the server call id until the server names another one. */
  readonly id: string;
  readonly progress: Pick<CallProgress, 'phase' | 'advance' | 'refresh'>;
  /** Removes what a missing consent or the meeting's media access forbids. */
  restrict(capabilities: ParticipantCapabilities): ParticipantCapabilities;
  roleChanged(): void;
  stopScreenSharing(): void;
}

/** A call's kind, thread and server call id, and the local participant's role and capabilities in it. */
export class CallContext {
  /** Emits `changed`, with a `CallContextBefore`, when the kind, the role or the capabilities change. */
  readonly changes = new Emitter('CallSession', ['changed']);
  /** The events of `call.info`. */
  readonly info = new Emitter('TeamsCallInfo', ['callInfoChanged']);
  private readonly deps: CallContextDeps;
  kind: CallKind;
  threadId: string | undefined;
  /** The same for every participant, unlike the ids of a meeting's calls. */
  serverCallId: string;
  role: Role = 'Unknown';
  /** The capabilities that a policy takes away. */
  private withheld: readonly ParticipantCapabilityName[] = [];

  constructor(deps: CallContextDeps) {
    this.deps = deps;
    this.kind = deps.kind;
    this.threadId = deps.threadId;
    this.serverCallId = deps.id;
  }

  get capabilities(): ParticipantCapabilities {
    return withhold(this.deps.restrict(capabilitiesOf(this.kind, this.role)), this.withheld);
  }

  /**
   * @param failure the beginning of the error's message.
   * @throws 403/0 when the kind of call, the role or a restriction forbids it. Microsoft documents no code.
   */
  check(capability: ParticipantCapabilityName, failure: string): void {
    const { isPresent, reason } = this.capabilities[capability];
    if (!isPresent) throw callingError(403, 0, `${failure}: ${capability} is ${reason}.`);
  }

  /**
   * @param failure the beginning of the error's message.
   * @throws 403/0 when a policy takes the capability away. Microsoft documents no code.
   */
  checkPolicy(capability: ParticipantCapabilityName, failure: string): void {
    if (this.withheld.includes(capability)) this.check(capability, failure);
  }

  /** Applies the server's message about the call and the local participant's place in it. */
  update({ server, kind, threadId, role, presence, withheld = [] }: Extract<Event, { t: 'place' }>): void {
    const { progress } = this.deps;
    const { kind: oldKind, threadId: oldThread } = this;
    const before: CallContextBefore = { role: this.role, capabilities: this.capabilities };
    this.serverCallId = server;
    this.kind = kind;
    this.role = role;
    const hasPolicyChanged = this.withheld.join() !== withheld.join();
    this.withheld = withheld;
    this.threadId = threadId ?? undefined;
    if (oldThread !== this.threadId) this.info.emit('callInfoChanged');
    if (before.role !== role) this.deps.roleChanged();
    if (before.role !== role || oldKind !== kind || hasPolicyChanged) this.changes.emit('changed', before);
    if (presence === 'Joined' && !this.capabilities.shareScreen.isPresent) this.deps.stopScreenSharing();
    if (presence === 'InLobby') return progress.advance('InLobby');
    // A meeting is connected once the server has admitted the local participant, whatever becomes of the media.
    if (kind === 'meeting' && progress.phase !== 'Connected') return progress.advance('Connected');
    return progress.refresh();
  }

  close(): void {
    this.changes.clear();
    this.info.clear();
  }
}
