import type { CommunicationIdentifierKind } from '@azure/communication-common';
import type {
  CallEndReason,
  EndpointDetails,
  ParticipantRole,
  RemoteParticipant,
  RemoteParticipantState,
  RemoteVideoStream,
} from '@azure/communication-calling';
import type { MediaState, Role } from '../../wire/protocol.ts';
import type { EndReason } from '../base/endReason.ts';
import { Emitter, type Listener } from '../base/events.ts';
import { identifierOf } from '../base/identifiers.ts';
import { EmuRemoteVideoStream } from '../media/remoteVideoStream.ts';

/** Someone else in a call. The SDK does not know the names of Teams users, so `displayName` stays undefined. */
export class EmuRemoteParticipant implements RemoteParticipant {
  private readonly emitter = new Emitter('RemoteParticipant', [
    'stateChanged',
    'isMutedChanged',
    'displayNameChanged',
    'roleChanged',
    'isSpeakingChanged',
    'videoStreamsUpdated',
  ]);
  /** Internal to the drop-in. */
  readonly participantId: string;
  /** Internal to the drop-in. */
  readonly rawId: string;
  readonly identifier: CommunicationIdentifierKind;
  private readonly muteThem: () => Promise<void>;
  private now: RemoteParticipantState = 'Idle';
  private muted = false;
  private speaking = false;
  private inMeeting: Role = 'Unknown';
  private reason: EndReason | undefined;
  private readonly camera = new EmuRemoteVideoStream('Video');
  private readonly screen = new EmuRemoteVideoStream('ScreenSharing');
  private shown: readonly EmuRemoteVideoStream[] = [this.camera, this.screen];

  /** @param muteThem asks this participant to be muted. */
  constructor(participantId: string, rawId: string, muteThem: () => Promise<void>) {
    this.muteThem = muteThem;
    this.participantId = participantId;
    this.rawId = rawId;
    this.identifier = identifierOf(rawId);
  }

  get state(): RemoteParticipantState {
    return this.now;
  }

  get callEndReason(): CallEndReason {
    return this.reason as CallEndReason;
  }

  get videoStreams(): readonly RemoteVideoStream[] {
    return this.shown;
  }

  get isMuted(): boolean {
    return this.muted;
  }

  get isSpeaking(): boolean {
    return this.speaking;
  }

  get role(): ParticipantRole {
    return this.inMeeting;
  }

  get endpointDetails(): EndpointDetails[] {
    return [{ participantId: this.participantId }];
  }

  async mute(): Promise<void> {
    await this.muteThem();
  }

  on(event: string, listener: Listener): void {
    this.emitter.on(event, listener);
  }

  off(event: string, listener: Listener): void {
    this.emitter.off(event, listener);
  }

  /** Internal to the drop-in. */
  stream(lane: 'video' | 'screen'): EmuRemoteVideoStream {
    return lane === 'video' ? this.camera : this.screen;
  }

  /** Internal to the drop-in. */
  setState(state: RemoteParticipantState): void {
    if (state === this.now) return;
    this.now = state;
    this.emitter.emit('stateChanged');
  }

  /** Internal to the drop-in. */
  setRole(role: Role): void {
    if (role === this.inMeeting) return;
    this.inMeeting = role;
    this.emitter.emit('roleChanged');
  }

  /** Internal to the drop-in. */
  setSpeaking(speaking: boolean): void {
    if (speaking === this.speaking) return;
    this.speaking = speaking;
    this.emitter.emit('isSpeakingChanged');
  }

  /** Internal to the drop-in: what the participant says it sends. */
  setMedia({ muted, video, screen, hold }: MediaState): void {
    this.camera.setAvailable(video && !hold);
    this.screen.setAvailable(screen && !hold);
    if (muted === this.muted) return;
    this.muted = muted;
    this.emitter.emit('isMutedChanged');
  }

  /** Internal to the drop-in: gone, for this reason. */
  end(reason: EndReason): void {
    this.reason = reason;
    this.setSpeaking(false);
    this.setState('Disconnected');
  }

  /** Internal to the drop-in: the last step of an ended call. */
  removeStreams(): void {
    const removed = this.shown;
    this.shown = [];
    for (const stream of removed) {
      stream.setAvailable(false);
      stream.setTrack(undefined);
    }
    if (removed.length > 0) this.emitter.emit('videoStreamsUpdated', { added: [], removed });
  }
}
