import type { CapabilityResolutionReason, ParticipantCapabilities } from '@azure/communication-calling';
import { accessOf, type Access } from '../../wire/mediaAccess.ts';
import { callingError } from '../base/errors.ts';
import type { CallSession } from './session.ts';

const reason: CapabilityResolutionReason = 'MeetingRestricted';
const forbidden = { isPresent: false, reason };

/** Whether this side may send sound and pictures: what is forbidden stops, and cannot be started again. */
export class OwnAccess {
  private readonly session: CallSession;
  private now: Access = { audio: true, video: true };

  constructor(session: CallSession) {
    this.session = session;
    session.shared.watch('mediaAccess', () => this.look());
    session.place.changes.on('changed', () => this.look());
  }

  /** @throws 403/0 for what is forbidden; no page names a code. @param failure what failed. */
  check(media: keyof Access, failure: string): void {
    if (!this.now[media]) throw callingError(403, 0, `${failure}: it is forbidden to this attendee.`);
  }

  /** @returns the capabilities that are left. */
  limit(capabilities: ParticipantCapabilities): ParticipantCapabilities {
    const { audio, video } = this.now;
    return {
      ...capabilities,
      ...(audio ? {} : { unmuteMic: forbidden }),
      ...(video ? {} : { turnVideoOn: forbidden }),
    };
  }

  private look(): void {
    const { shared, place, deps } = this.session;
    const next = accessOf(shared.of('mediaAccess'), deps.self, place.role);
    if (next.audio === this.now.audio && next.video === this.now.video) return;
    const before = { role: place.role, capabilities: place.capabilities };
    this.now = next;
    this.enforce();
    place.changes.emit('changed', before);
  }

  /** Stops what is forbidden. */
  enforce(): void {
    const { local } = this.session;
    if (!this.now.audio) void local.setMuted(true);
    if (!this.now.video) local.stop('video');
  }
}
