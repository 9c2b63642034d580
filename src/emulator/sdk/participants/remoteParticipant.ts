import type { CommunicationIdentifierKind } from '@azure/communication-common';
import type * as Real from '@azure/communication-calling';
import type { MediaState, CallRole } from '../../wire/protocol.ts';
import type { EndReason } from '../base/endReason.ts';
import { Emitter } from '../base/events.ts';
import { identifierOf } from '../base/identifiers.ts';
import { EmuRemoteVideoStream } from '../media/remoteVideoStream.ts';

/** A remote participant of a call. The setters and the members marked "Internal" are not for apps. */
export class EmuRemoteParticipant implements Real.RemoteParticipant {
  private readonly emitter = new Emitter(
    'RemoteParticipant',
    [
      'stateChanged',
      'isMutedChanged',
      'displayNameChanged',
      'roleChanged',
      'isSpeakingChanged',
      'videoStreamsUpdated',
    ],
    () => ({ rawId: this.rawId, state: this.state, isMuted: this.isMuted }),
  );
  readonly on = this.emitter.on;
  readonly off = this.emitter.off;
  /** Internal. A user who is in the call twice, in two tabs, has two participant ids. */
  readonly participantId: string;
  /** Internal: the identifier as a string, such as `8:orgid:…`. */
  readonly rawId: string;
  readonly identifier: CommunicationIdentifierKind;
  /** The SDK does not tell Teams users each other's names, although its type says `string`. */
  displayName = undefined as unknown as string;
  readonly hasDisplayNameChanged = false;
  private readonly requestMute: () => Promise<void>;
  state: Real.RemoteParticipantState = 'Idle';
  isMuted = false;
  isSpeaking = false;
  role: CallRole = 'Unknown';
  callEndReason?: EndReason;
  private readonly camera = new EmuRemoteVideoStream('Video');
  private readonly screen = new EmuRemoteVideoStream('ScreenSharing');
  videoStreams: readonly EmuRemoteVideoStream[] = [this.camera, this.screen];

  /** @param requestMute asks the server to mute this participant. */
  constructor(participantId: string, rawId: string, requestMute: () => Promise<void>) {
    this.requestMute = requestMute;
    this.participantId = participantId;
    this.rawId = rawId;
    this.identifier = identifierOf(rawId);
  }

  get endpointDetails(): Real.EndpointDetails[] {
    return [{ participantId: this.participantId }];
  }

  /** @throws 405/42006 (code/subcode) in a 1:1 call; 403/0 when the role forbids it. */
  async mute(): Promise<void> {
    await this.requestMute();
  }

  /** Internal. @returns the stream of the participant's camera (`video`) or of the shared screen. */
  stream(slot: 'video' | 'screen'): EmuRemoteVideoStream {
    return slot === 'video' ? this.camera : this.screen;
  }

  /** @param name `undefined` for a name that the local participant does not see. */
  setDisplayName(name: string | undefined): void {
    if (name === undefined || name === this.displayName) return;
    this.displayName = name;
    this.emitter.emit('displayNameChanged');
  }

  setState(state: Real.RemoteParticipantState): void {
    if (state === this.state) return;
    this.state = state;
    this.emitter.emit('stateChanged');
  }

  setRole(role: CallRole): void {
    if (role === this.role) return;
    this.role = role;
    this.emitter.emit('roleChanged');
  }

  setSpeaking(isSpeaking: boolean): void {
    if (isSpeaking === this.isSpeaking) return;
    this.isSpeaking = isSpeaking;
    this.emitter.emit('isSpeakingChanged');
  }

  setMedia({ muted, video, screen, hold }: MediaState): void {
    this.camera.setAvailable(video && !hold);
    this.screen.setAvailable(screen && !hold);
    if (muted === this.isMuted) return;
    this.isMuted = muted;
    this.emitter.emit('isMutedChanged');
  }

  /** Internal: called when the participant has left, and when the call has ended. */
  end(reason: EndReason): void {
    this.callEndReason = reason;
    this.setSpeaking(false);
    this.setState('Disconnected');
  }

  /** Internal: called after the participant has left `remoteParticipants`, since the SDK's events come in this order. */
  removeStreams(): void {
    const removed = this.videoStreams;
    this.videoStreams = [];
    for (const stream of removed) {
      stream.setAvailable(false);
      stream.setTrack(undefined);
    }
    if (removed.length > 0) this.emitter.emit('videoStreamsUpdated', { added: [], removed });
  }
}
