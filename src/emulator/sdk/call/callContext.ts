import type * as Real from '@azure/communication-calling';
import { lookUpCapabilities, withholdCapabilities } from '../../wire/capabilities.ts';
import { decideMediaAccess, type AttendeeAccess } from '../../wire/mediaAccess.ts';
import type { CallKind, SignallingEvent, CallRole } from '../../wire/protocol.ts';
import { check } from '../base/errors.ts';
import { Emitter } from '../base/events.ts';
import type { LocalMedia } from '../media/localMedia.ts';
import type { CallProgress } from './callProgress.ts';
import type { SessionDeps } from './sessionDeps.ts';
import type { SharedState } from './sharedState.ts';

/** The parts of a call's session that its context uses. */
interface CallWithContext {
  readonly deps: Pick<
    SessionDeps,
    'kind' | 'callClass' | 'threadId' | 'groupId' | 'callId' | 'ownParticipantId' | 'getOwnRawId'
  >;
  readonly progress: CallProgress;
  readonly localMedia: Pick<LocalMedia, 'setMuted' | 'stopVideo'>;
  readonly events: { emit(event: 'roleChanged'): void };
  readonly sharedState: SharedState;
}

/** The values of capabilities that the local participant lacks: without consent, or because an organizer forbids the media. */
const withoutConsent = { isPresent: false, reason: 'ExplicitConsentRequired' } as const;
const forbidden = { isPresent: false, reason: 'MeetingRestricted' } as const;

/**
 * Holds a call's kind, thread and server call id, and the local participant's role and capabilities.
 *
 * It also restricts what the local participant sends: while the required consent to a recording or transcription is missing,
 * and when an organizer forbids the attendees of a meeting to send audio or video. Forbidden media stops at once, and the
 * app cannot start it again.
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/record-calls#explicit-consent
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/media-access
 */
export class CallContext {
  /** Emits `changed` when the kind, the role or the capabilities have changed. */
  readonly changes = new Emitter('CallSession', ['changed']);
  /** The events of `call.info`. */
  readonly infoEvents: Emitter;
  private readonly call: CallWithContext;
  kind: CallKind;
  threadId: string | undefined;
  readonly groupId: string | undefined;
  /** The server's id for the call, which is the same for all participants; this page's call id until the server sends it. */
  serverCallId: string;
  role: CallRole = 'Unknown';
  /** The capabilities that a policy takes away. In the emulator, a test sets the policy. */
  private withheld: readonly Real.ParticipantCapabilityName[] = [];
  /** Whether the call is recorded or transcribed although `isConsentRequired`. */
  private isConsentMissing = false;
  /** Whether the organizer lets the local participant send audio and video. */
  private access: AttendeeAccess = { audio: true, video: true };

  constructor(call: CallWithContext) {
    this.call = call;
    this.infoEvents = new Emitter(`${call.deps.callClass}Info`, ['callInfoChanged']);
    this.kind = call.deps.kind;
    this.threadId = call.deps.threadId;
    this.groupId = call.deps.groupId;
    this.serverCallId = call.deps.callId;
    call.sharedState.watch('recording', () => this.updateRestrictions());
    call.sharedState.watch('mediaAccess', () => this.updateRestrictions());
  }

  /** Whether people join the call, a meeting or a group call. It needs no media: it is connected when the server says so. */
  get isJoined(): boolean {
    return this.kind === 'meeting' || this.groupId !== undefined;
  }

  get capabilities(): Real.ParticipantCapabilities {
    const { isConsentMissing, access } = this;
    const beforePolicy = {
      ...lookUpCapabilities(this.kind, this.role, this.call.deps.getOwnRawId()),
      ...(isConsentMissing && {
        turnVideoOn: withoutConsent,
        unmuteMic: withoutConsent,
        shareScreen: withoutConsent,
      }),
      ...(!access.audio && { unmuteMic: forbidden }),
      ...(!access.video && { turnVideoOn: forbidden }),
    };
    return withholdCapabilities(beforePolicy, this.withheld);
  }

  /** Whether the call requires a consent that the local participant has not given yet. */
  get isConsentRequired(): boolean {
    // Among the keys are `consentRequired`, if consent is required, and the ids of the participants who have agreed.
    const recordingValues = this.call.sharedState.valuesOf('recording');
    return recordingValues.has('consentRequired') && !recordingValues.has(this.call.deps.ownParticipantId);
  }

  /** Agrees to being recorded. A participant who leaves and joins again has to agree again. */
  async grantConsent(): Promise<void> {
    const isOneToOne = this.kind === 'oneToOne';
    check(!isOneToOne, 400, 41111, 'Failed to give consent: 1:1 calls have no explicit consent.');
    await this.call.sharedState.sendFeatureRequest('recording', { consent: true });
  }

  /**
   * @param failure the beginning of the error's message, such as "Failed to mute others".
   * @throws 403/0 (code/subcode) when the participant lacks the capability. Microsoft documents no code.
   */
  checkCapability(capability: Real.ParticipantCapabilityName, failure: string): void {
    const { isPresent, reason } = this.capabilities[capability];
    check(isPresent, 403, 0, `${failure}: ${capability} is ${reason}.`);
  }

  /** @throws 403/0 when a restriction or a policy forbids unmuting or starting video. Microsoft documents no code. */
  checkMayStart(media: keyof AttendeeAccess, failure: string): void {
    check(!this.isConsentMissing, 403, 0, `${failure}: consent to being recorded is missing.`);
    check(this.access[media], 403, 0, `${failure}: it is forbidden to this attendee.`);
    const capability = media === 'audio' ? 'unmuteMic' : 'turnVideoOn';
    // Only a policy counts here. In the lobby all capabilities are absent, but users may prepare what they will send.
    if (this.withheld.includes(capability)) this.checkCapability(capability, failure);
  }

  stopForbiddenMedia(): void {
    const { localMedia } = this.call;
    const { isConsentMissing, access } = this;
    if (isConsentMissing || !access.audio) void localMedia.setMuted(true);
    if (isConsentMissing || !access.video) localMedia.stopVideo('video');
    if (isConsentMissing) localMedia.stopVideo('screen');
  }

  /** Applies the server's event about the local participant's place in the call. */
  update(event: Extract<SignallingEvent, { t: 'place' }>): void {
    const { progress, localMedia, events } = this.call;
    const { kind, role, presence, withheld = [] } = event;
    const threadId = event.threadId ?? undefined;
    const hasThreadChanged = this.threadId !== threadId;
    const hasRoleChanged = this.role !== role;
    const hasPolicyChanged = this.withheld.join() !== withheld.join();
    const haveCapabilitiesChanged = hasRoleChanged || hasPolicyChanged || this.kind !== kind;
    this.serverCallId = event.server;
    this.kind = kind;
    this.threadId = threadId;
    this.role = role;
    this.withheld = withheld;
    if (hasThreadChanged) this.infoEvents.emit('callInfoChanged');
    if (hasRoleChanged) events.emit('roleChanged');
    if (haveCapabilitiesChanged) {
      // This may emit `changed` as well. The listeners compare the capabilities, so a second event changes nothing.
      this.updateRestrictions();
      this.changes.emit('changed');
    }
    if (presence === 'Joined' && !this.capabilities.shareScreen.isPresent) localMedia.stopVideo('screen');
    if (presence === 'InLobby') return progress.setPhase('InLobby');
    // A meeting or a group call is connected once the server has admitted the local participant, even if no media gets through.
    if (this.isJoined && progress.phase !== 'Connected') return progress.setPhase('Connected');
    return progress.updateState();
  }

  close(): void {
    this.changes.removeAllListeners();
    this.infoEvents.removeAllListeners();
  }

  private updateRestrictions(): void {
    const { sharedState, deps } = this.call;
    const recordingValues = sharedState.valuesOf('recording');
    const isRecorded = recordingValues.has('recording') || recordingValues.has('transcription');
    const isConsentMissing = isRecorded && this.isConsentRequired;
    const accessValues = sharedState.valuesOf('mediaAccess');
    const access = decideMediaAccess(accessValues, deps.ownParticipantId, this.role);
    const hasAccessChanged = access.audio !== this.access.audio || access.video !== this.access.video;
    if (isConsentMissing === this.isConsentMissing && !hasAccessChanged) return;
    this.isConsentMissing = isConsentMissing;
    this.access = access;
    this.stopForbiddenMedia();
    this.changes.emit('changed');
  }
}
