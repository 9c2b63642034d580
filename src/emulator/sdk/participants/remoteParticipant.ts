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

/**
 * A remote participant of a call. As in the SDK for Teams users, `displayName` stays undefined.
 * @see https://learn.microsoft.com/javascript/api/azure-communication-services/@azure/communication-calling/remoteparticipant
 */
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
  private readonly requestMute: () => Promise<void>;
  private currentState: RemoteParticipantState = 'Idle';
  private muted = false;
  private speaking = false;
  private currentRole: Role = 'Unknown';
  private reason: EndReason | undefined;
  private readonly camera = new EmuRemoteVideoStream('Video');
  private readonly screen = new EmuRemoteVideoStream('ScreenSharing');
  private streams: readonly EmuRemoteVideoStream[] = [this.camera, this.screen];

  /** @param requestMute asks the server to mute this participant. */
  constructor(participantId: string, rawId: string, requestMute: () => Promise<void>) {
    this.requestMute = requestMute;
    this.participantId = participantId;
    this.rawId = rawId;
    this.identifier = identifierOf(rawId);
  }

  get state(): RemoteParticipantState {
    return this.currentState;
  }

  get callEndReason(): CallEndReason {
    return this.reason as CallEndReason;
  }

  get videoStreams(): readonly RemoteVideoStream[] {
    return this.streams;
  }

  get isMuted(): boolean {
    return this.muted;
  }

  get isSpeaking(): boolean {
    return this.speaking;
  }

  get role(): ParticipantRole {
    return this.currentRole;
  }

  get endpointDetails(): EndpointDetails[] {
    return [{ participantId: this.participantId }];
  }

  /** @throws 405/42006 in a 1:1 call; 403/0 when the role forbids it. */
  async mute(): Promise<void> {
    await this.requestMute();
  }

  on(event: string, listener: Listener): void {
    this.emitter.on(event, listener);
  }

  off(event: string, listener: Listener): void {
    this.emitter.off(event, listener);
  }

  /** Internal to the drop-in. */
  stream(slot: 'video' | 'screen'): EmuRemoteVideoStream {
    return slot === 'video' ? this.camera : this.screen;
  }

  /** Internal to the drop-in. */
  setState(state: RemoteParticipantState): void {
    if (state === this.currentState) return;
    this.currentState = state;
    this.emitter.emit('stateChanged');
  }

  /** Internal to the drop-in. */
  setRole(role: Role): void {
    if (role === this.currentRole) return;
    this.currentRole = role;
    this.emitter.emit('roleChanged');
  }

  /** Internal to the drop-in. */
  setSpeaking(speaking: boolean): void {
    if (speaking === this.speaking) return;
    this.speaking = speaking;
    this.emitter.emit('isSpeakingChanged');
  }

  /** Internal to the drop-in: applies the participant's media state. */
  setMedia({ muted, video, screen, hold }: MediaState): void {
    this.camera.setAvailable(video && !hold);
    this.screen.setAvailable(screen && !hold);
    if (muted === this.muted) return;
    this.muted = muted;
    this.emitter.emit('isMutedChanged');
  }

  /** Internal to the drop-in: the participant has left, or the call has ended. */
  end(reason: EndReason): void {
    this.reason = reason;
    this.setSpeaking(false);
    this.setState('Disconnected');
  }

  /** Internal to the drop-in: the last step of an ended call. */
  removeStreams(): void {
    const removed = this.streams;
    this.streams = [];
    for (const stream of removed) {
      stream.setAvailable(false);
      stream.setTrack(undefined);
    }
    if (removed.length > 0) this.emitter.emit('videoStreamsUpdated', { added: [], removed });
  }
}
