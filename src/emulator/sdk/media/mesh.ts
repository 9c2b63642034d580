import type { CallConstraints, DtmfTone } from '@azure/communication-calling';
import type { MediaState, Signal } from '../../wire/protocol.ts';
import { findOrigin, withOnlyCandidate } from '../../wire/sdp.ts';
import type { BotMedia } from './bots/botMedia.ts';
import { EchoMedia } from './bots/echo.ts';
import { PhoneMedia, VoicemailMedia } from './bots/tones.ts';
import { dtmfTones } from './dtmfTones.ts';
import { mediaSlots, noTracks, type MediaSlot, type SlotTracks } from './mediaSlots.ts';
import { PeerConnection } from './peerConnection.ts';
import { RemoteAudio } from './remoteAudio.ts';
import { createRingbackTone } from './tones.ts';
import { computeEncoding, computeMeshLimits, noLimits, applyConstraints } from './videoLimits.ts';

/** A bot is a participant that the emulator plays. Its media comes from this page. */
const botClasses = { echo: EchoMedia, phone: PhoneMedia, voicemail: VoicemailMedia } as const;

/** What the call's session gives to the mesh. */
interface MeshHandlers {
  /** Sends a signal (one step of a WebRTC negotiation) to a participant. */
  sendSignal(participantId: string, signal: Signal): void;
  /** Called when a video track of a participant arrives. The mesh itself plays audio. */
  onVideoTrack(participantId: string, slot: 'video' | 'screen', track: MediaStreamTrack): void;
  onAudioChanged(added: RemoteAudio[], removed: RemoteAudio[]): void;
  onStateChanged(participantId: string, state: RTCPeerConnectionState): void;
  onNegotiationFailed(participantId: string): void;
}

/**
 * The peer connections of one call: one to each remote participant, without a media server. A media slot is one of the
 * transceivers of each connection: audio, camera (`video`) or screen.
 */
export class Mesh {
  /** The peer connections, by participant id. */
  readonly peers = new Map<string, PeerConnection>();
  /** The audio that this page plays, by participant id. */
  readonly remoteAudios = new Map<string, RemoteAudio>();
  private readonly pendingAudioTracks = new Map<string, MediaStreamTrack>();
  /** The bots' ends of the peer connections, by participant id. */
  private readonly bots = new Map<string, BotMedia>();
  /** The only candidate that a bot's answer may have, by participant id, if a test leads the media through the emulator. */
  private readonly botCandidates = new Map<string, string>();
  /** What is sent to all participants. */
  private readonly tracks: SlotTracks = { ...noTracks };
  private readonly handlers: MeshHandlers;
  /** The limits that the app has set for the video that is sent. */
  private appLimits = noLimits;
  /** The browser's `deviceId` of the selected speaker. */
  private speakerId: string | undefined;
  private isIncomingAudioMuted = false;
  private isHeld = false;

  /** @param speakerId the browser's `deviceId` of the speaker; `undefined` for the default. */
  constructor(speakerId: string | undefined, handlers: MeshHandlers) {
    this.speakerId = speakerId;
    this.handlers = handlers;
  }

  /** Connects to a participant. @param makesOffers whether this page makes the WebRTC offers; otherwise the other side does. */
  connect(participantId: string, makesOffers: boolean): void {
    if (this.peers.has(participantId)) return;
    const { handlers } = this;
    const peer = new PeerConnection(makesOffers, {
      sendSignal: (signal) => handlers.sendSignal(participantId, signal),
      onTrack: (slot, track) => this.receiveTrack(participantId, slot, track),
      onStateChanged: (state) => {
        handlers.onStateChanged(participantId, state);
        if (state !== 'connected') return;
        this.applyLimits();
        // Starting an audio output blocks the page. So the app first gets the call's new state and can show it.
        setTimeout(() => this.playAudio(participantId));
      },
      onNegotiationFailed: () => handlers.onNegotiationFailed(participantId),
    });
    for (const slot of mediaSlots) void peer.sendTrack(slot, this.tracks[slot]);
    this.peers.set(participantId, peer);
  }

  /** Runs a bot's end of the peer connection in this page, with the media state that the server gives for the bot. */
  playBot(participantId: string, bot: keyof typeof botClasses, state: MediaState): void {
    const sendSignal = (signal: Signal) => this.receiveBotSignal(participantId, signal);
    const botMedia = this.bots.get(participantId) ?? new botClasses[bot](sendSignal);
    this.bots.set(participantId, botMedia);
    botMedia.peer.outgoing.setSuspended('remoteHold', this.isHeld);
    botMedia.setMediaState(state);
  }

  /** Plays a telephone network's ringback tone until the called telephone's audio replaces it. */
  playEarlyMedia(participantId: string): void {
    if (this.remoteAudios.has(participantId)) return;
    const { track, stop } = createRingbackTone();
    this.addAudio(participantId, track, stop);
  }

  /** Emulates that all media to and from a participant is lost, or ends that. */
  setMediaLost(participantId: string, isLost: boolean): void {
    this.bots.get(participantId)?.peer.setMediaLost(isLost);
    this.peers.get(participantId)?.setMediaLost(isLost);
  }

  /** Handles a signal that the server relays. Signals of this page to a bot also arrive here, since this page runs the bot. */
  receiveSignal(senderId: string, receiverId: string, signal: Signal, answerCandidate?: string): void {
    if ('description' in signal && signal.description.type === 'offer') {
      // An offer of this page to its own bot may come back after the peer connection that has made it was replaced.
      const ownOffer = this.bots.has(receiverId) && this.peers.get(receiverId)?.connection.localDescription;
      if (ownOffer && findOrigin(ownOffer.sdp) !== findOrigin(signal.description.sdp)) return;
      if (answerCandidate === undefined) this.botCandidates.delete(receiverId);
      else this.botCandidates.set(receiverId, answerCandidate);
    }
    const receiver = this.bots.get(receiverId)?.peer ?? this.peers.get(senderId);
    receiver?.receiveSignal(signal);
  }

  /** Handles a signal of a bot in this page. It does not go through the server, which has sent what it would change. */
  private receiveBotSignal(participantId: string, signal: Signal): void {
    const peer = this.peers.get(participantId);
    const candidate = this.botCandidates.get(participantId);
    if (candidate === undefined || 'ask' in signal) return peer?.receiveSignal(signal);
    if ('candidate' in signal) return undefined;
    const { type, sdp } = signal.description;
    return peer?.receiveSignal({ description: { type, sdp: withOnlyCandidate(sdp, candidate) } });
  }

  /** Sends a track to all participants; `null` sends nothing. Resolves when every peer connection sends the track. */
  async sendTrack(slot: MediaSlot, track: MediaStreamTrack | null): Promise<void> {
    this.tracks[slot] = track;
    const trackChanges = [...this.peers.values()].map((peer) => peer.sendTrack(slot, track));
    if (slot === 'video') this.applyLimits();
    await Promise.all(trackChanges);
  }

  /** Limits the video that is sent, as the app asks. @throws 400/0 (code/subcode) for an invalid limit. */
  setConstraints(constraints: CallConstraints | undefined): void {
    this.appLimits = applyConstraints(this.appLimits, constraints);
    this.applyLimits();
  }

  sendDtmf(tone: DtmfTone): void {
    const [character] = dtmfTones[tone];
    for (const peer of this.peers.values()) peer.outgoing.sendDtmf(character);
    for (const bot of this.bots.values()) bot.handleKey(tone);
  }

  /** Stops sending video while there is no network, or resumes it. */
  pauseVideo(isPaused: boolean): void {
    for (const peer of this.peers.values()) peer.outgoing.setSuspended('noNetwork', isPaused);
  }

  restartIce(): void {
    for (const peer of this.peers.values()) peer.restartIce();
  }

  setSpeaker(speakerId: string | undefined): void {
    this.speakerId = speakerId;
    for (const audio of this.remoteAudios.values()) audio.setSpeaker(speakerId);
  }

  setIncomingAudioMuted(isMuted: boolean): void {
    this.isIncomingAudioMuted = isMuted;
    for (const audio of this.remoteAudios.values()) audio.isMuted = isMuted;
  }

  /** Silences this page and its bots while the local participant holds the call. The server tells the other participants. */
  setHold(isHeld: boolean): void {
    this.isHeld = isHeld;
    for (const audio of this.remoteAudios.values()) audio.isHeld = isHeld;
    for (const { peer } of this.bots.values()) peer.outgoing.setSuspended('remoteHold', isHeld);
  }

  /** Sends no media to a remote participant who holds the call. */
  setHeldByRemote(participantId: string, isHeld: boolean): void {
    this.peers.get(participantId)?.outgoing.setSuspended('remoteHold', isHeld);
  }

  disconnect(participantId: string): void {
    this.peers.get(participantId)?.close();
    this.peers.delete(participantId);
    this.bots.get(participantId)?.close();
    this.bots.delete(participantId);
    this.botCandidates.delete(participantId);
    this.pendingAudioTracks.delete(participantId);
    this.applyLimits();
    this.removeAudio(participantId);
  }

  private removeAudio(participantId: string): void {
    const audio = this.remoteAudios.get(participantId);
    if (!audio) return;
    this.remoteAudios.delete(participantId);
    audio.close();
    this.handlers.onAudioChanged([], [audio]);
  }

  close(): void {
    const participantIds = new Set([...this.peers.keys(), ...this.bots.keys(), ...this.remoteAudios.keys()]);
    for (const participantId of participantIds) this.disconnect(participantId);
  }

  /** Applies the app's limits and those of the mesh, which encodes video once for each participant. */
  private applyLimits(): void {
    const height = this.tracks.video?.getSettings().height;
    if (!height) return;
    const encoding = computeEncoding([this.appLimits, computeMeshLimits(this.peers.size)], height);
    for (const peer of this.peers.values()) peer.outgoing.setEncoding(encoding);
  }

  private receiveTrack(participantId: string, slot: MediaSlot, track: MediaStreamTrack): void {
    if (slot !== 'audio') return this.handlers.onVideoTrack(participantId, slot, track);
    this.pendingAudioTracks.set(participantId, track);
    const connectionState = this.peers.get(participantId)?.connection.connectionState;
    if (connectionState === 'connected') this.playAudio(participantId);
  }

  /** Called when the participant is connected. Starting an audio output earlier would delay the call's set-up. */
  private playAudio(participantId: string): void {
    const track = this.pendingAudioTracks.get(participantId);
    if (!track) return;
    this.pendingAudioTracks.delete(participantId);
    // The ringback tone of a telephone network, if there is one, ends here.
    this.removeAudio(participantId);
    this.addAudio(participantId, track);
  }

  private addAudio(participantId: string, track: MediaStreamTrack, onClosed?: () => void): void {
    const audio = new RemoteAudio(track, this.speakerId, onClosed);
    audio.isMuted = this.isIncomingAudioMuted;
    audio.isHeld = this.isHeld;
    this.remoteAudios.set(participantId, audio);
    this.handlers.onAudioChanged([audio], []);
  }
}
