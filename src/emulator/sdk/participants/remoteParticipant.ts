import type { CommunicationIdentifierKind } from '@azure/communication-common';
import type {
  CallEndReason,
  EndpointDetails,
  ParticipantRole,
  RemoteParticipant,
  RemoteParticipantState,
  RemoteVideoStream,
} from '@azure/communication-calling';
import type { MediaState, CallRole } from '../../wire/protocol.ts';
import type { EndReason } from '../base/endReason.ts';
import { Emitter } from '../base/events.ts';
import { identifierOf } from '../base/identifiers.ts';
import { EmuRemoteVideoStream } from '../media/remoteVideoStream.ts';

/**
 * A remote participant of a call. As in the SDK for Teams users, `displayName` stays undefined. Members marked "internal" are
 * not for apps.
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
  readonly on = this.emitter.on;
  readonly off = this.emitter.off;
  /** Internal. A user who is in the call twice, in two tabs, has two participant ids. */
  readonly participantId: string;
  /** Internal: the identifier as a string, such as `8:orgid:…`. */
  readonly rawId: string;
  readonly identifier: CommunicationIdentifierKind;
  /** The SDK does not know the names of Teams users. */
  readonly displayName = undefined as unknown as string;
  readonly hasDisplayNameChanged = false;
  private readonly requestMute: () => Promise<void>;
  private currentState: RemoteParticipantState = 'Idle';
  private isMicrophoneMuted = false;
  private isHeardSpeaking = false;
  private currentRole: CallRole = 'Unknown';
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
    return this.isMicrophoneMuted;
  }

  get isSpeaking(): boolean {
    return this.isHeardSpeaking;
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

  /** Internal. @returns the stream of the participant's camera (`video`) or of the shared screen. */
  stream(slot: 'video' | 'screen'): EmuRemoteVideoStream {
    return slot === 'video' ? this.camera : this.screen;
  }

  /** Internal. */
  setState(state: RemoteParticipantState): void {
    if (state === this.currentState) return;
    this.currentState = state;
    this.emitter.emit('stateChanged');
  }

  /** Internal. */
  setRole(role: CallRole): void {
    if (role === this.currentRole) return;
    this.currentRole = role;
    this.emitter.emit('roleChanged');
  }

  /** Internal. */
  setSpeaking(isSpeaking: boolean): void {
    if (isSpeaking === this.isHeardSpeaking) return;
    this.isHeardSpeaking = isSpeaking;
    this.emitter.emit('isSpeakingChanged');
  }

  /** Internal: applies the media state that the server sends for the participant. */
  setMedia({ muted, video, screen, hold }: MediaState): void {
    this.camera.setAvailable(video && !hold);
    this.screen.setAvailable(screen && !hold);
    if (muted === this.isMicrophoneMuted) return;
    this.isMicrophoneMuted = muted;
    this.emitter.emit('isMutedChanged');
  }

  /** Internal: called when the participant has left, and when the call has ended. */
  end(reason: EndReason): void {
    this.reason = reason;
    this.setSpeaking(false);
    this.setState('Disconnected');
  }

  /** Internal: called after the participant has left `remoteParticipants`. The SDK emits its events in this order. */
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
