import type { ParticipantCapabilities, ParticipantCapabilityName } from '@azure/communication-calling';
import { capabilitiesOf, withhold } from '../../wire/capabilities.ts';
import type { CallKind, Event, Role } from '../../wire/protocol.ts';
import { callingError } from '../base/errors.ts';
import { Emitter } from '../base/events.ts';
import type { CallSession } from './session.ts';

/** What kind of call this is, and this side's place in it, as signalling told. */
export class Place {
  /** Told of every change, with the role and the capabilities that were. */
  readonly changes = new Emitter('CallSession', ['changed']);
  /** `info.onCallInfoChanged` */
  readonly info = new Emitter('TeamsCallInfo', ['callInfoChanged']);
  private readonly session: CallSession;
  kind: CallKind;
  threadId: string | undefined;
  /** The same for everyone in the call. */
  serverCallId: string;
  role: Role = 'Unknown';
  /** What a policy takes away. */
  private withheld: readonly ParticipantCapabilityName[] = [];

  constructor(session: CallSession) {
    this.session = session;
    this.kind = session.deps.kind;
    this.threadId = session.deps.threadId;
    this.serverCallId = session.deps.id;
  }

  get capabilities(): ParticipantCapabilities {
    const { consent, access } = this.session;
    return withhold(access.limit(consent.limit(capabilitiesOf(this.kind, this.role))), this.withheld);
  }

  /** @throws 403/0 when the kind of call or the role forbids it; no page names a code. @param failure what failed. */
  check(what: ParticipantCapabilityName, failure: string): void {
    const { isPresent, reason } = this.capabilities[what];
    if (!isPresent) throw callingError(403, 0, `${failure}: ${what} is ${reason}.`);
  }

  /** @throws 403/0 when a policy takes it away; no page names a code. @param failure what failed. */
  checkPolicy(what: ParticipantCapabilityName, failure: string): void {
    if (this.withheld.includes(what)) this.check(what, failure);
  }

  hear({ server, kind, threadId, role, presence, withheld = [] }: Extract<Event, { t: 'place' }>): void {
    const { session } = this;
    const { kind: oldKind, threadId: oldThread } = this;
    const before = { role: this.role, capabilities: this.capabilities };
    this.serverCallId = server;
    this.kind = kind;
    this.role = role;
    const policyChanged = this.withheld.join() !== withheld.join();
    this.withheld = withheld;
    this.threadId = threadId ?? undefined;
    if (oldThread !== this.threadId) this.info.emit('callInfoChanged');
    if (before.role !== role) session.events.emit('roleChanged');
    if (before.role !== role || oldKind !== kind || policyChanged) this.changes.emit('changed', before);
    if (presence === 'Joined' && !this.capabilities.shareScreen.isPresent) session.local.stop('screen');
    if (presence === 'InLobby') return session.advance('InLobby');
    // Media to each of the others has its own time; the meeting itself has let this side in.
    if (kind === 'meeting' && session.phase !== 'Connected') return session.advance('Connected');
    return session.refresh();
  }

  close(): void {
    this.changes.clear();
    this.info.clear();
  }
}
