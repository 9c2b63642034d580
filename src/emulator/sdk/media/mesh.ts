import type { CallConstraints, DtmfTone } from '@azure/communication-calling';
import type { Bot, MediaState, Signal } from '../../wire/protocol.ts';
import type { BotMediaPort } from './botMediaPort.ts';
import { mediaSlots, type MediaSlot } from './mediaSlots.ts';
import { PeerConnection } from './peerConnection.ts';
import { RemoteAudio } from './remoteAudio.ts';
import { encodingFor, limitsForMesh, noLimits, withConstraints } from './videoLimits.ts';

export interface MeshHandlers {
  send(to: string, signal: Signal): void;
  /** A video track of a participant arrives. (Audio is played by the mesh.) */
  video(from: string, slot: 'video' | 'screen', track: MediaStreamTrack): void;
  audio(added: RemoteAudio[], removed: RemoteAudio[]): void;
  state(participant: string, state: RTCPeerConnectionState): void;
  /** The negotiation with a participant failed. */
  failed(participant: string): void;
}

/** The peer connections of one call, one to each participant. `close()` ends them all, and their sound. */
export class Mesh {
  readonly peers = new Map<string, PeerConnection>();
  readonly audios = new Map<string, RemoteAudio>();
  /** Audio tracks of participants who are not connected yet. */
  private readonly pendingAudio = new Map<string, MediaStreamTrack>();
  private readonly bots: BotMediaPort;
  private readonly tracks: Record<MediaSlot, MediaStreamTrack | null> = {
    audio: null,
    video: null,
    screen: null,
  };
  private readonly handlers: MeshHandlers;
  private constraints = noLimits;
  private speaker: string | undefined;
  private isDeaf = false;
  private isHeld = false;

  /** @param speaker the browser's id of the speaker. */
  constructor(speaker: string | undefined, bots: BotMediaPort, handlers: MeshHandlers) {
    this.speaker = speaker;
    this.bots = bots;
    this.handlers = handlers;
  }

  /**
   * Connects to a participant, unless a connection exists already.
   * @param offers whether the local participant makes the offers.
   */
  connect(participant: string, offers: boolean): void {
    if (this.peers.has(participant)) return;
    const { handlers } = this;
    const peer = new PeerConnection(offers, {
      send: (signal) => handlers.send(participant, signal),
      track: (slot, track) => this.receiveTrack(participant, slot, track),
      state: (state) => {
        if (state === 'connected') this.playAudio(participant);
        handlers.state(participant, state);
        if (state === 'connected') this.applyLimits();
      },
      failed: () => handlers.failed(participant),
    });
    for (const slot of mediaSlots) void peer.send(slot, this.tracks[slot]);
    this.peers.set(participant, peer);
  }

  /** Plays a bot's media end in this page, with the media state that the server says it has. */
  playBot(participant: string, bot: Exclude<Bot, 'silent'>, state: MediaState): void {
    this.bots.play(participant, bot, state, (signal) => this.peers.get(participant)?.receive(signal));
  }

  /** Media to and from a participant gets lost, or gets through again. */
  lose(participant: string, isLost: boolean): void {
    this.bots.lose(participant, isLost);
    this.peers.get(participant)?.lose(isLost);
  }

  /** Handles a signal from a participant, or one of our own that the server returned because it is for a bot. */
  receive(from: string, to: string, signal: Signal): void {
    if (!this.bots.receive(to, signal)) this.peers.get(from)?.receive(signal);
  }

  /** Sends a track to everyone. Resolves when every connection sends it. */
  async send(slot: MediaSlot, track: MediaStreamTrack | null): Promise<void> {
    this.tracks[slot] = track;
    const sent = [...this.peers.values()].map((peer) => peer.send(slot, track));
    if (slot === 'video') this.applyLimits();
    await Promise.all(sent);
  }

  /** @throws 400/0 for an invalid limit. */
  constrain(constraints: CallConstraints | undefined): void {
    this.constraints = withConstraints(this.constraints, constraints);
    this.applyLimits();
  }

  /** @param character the tone in RTP telephone events, as the other participants receive it. */
  sendDtmf(tone: DtmfTone, character: string): void {
    for (const peer of this.peers.values()) peer.outgoing.sendDtmf(character);
    this.bots.keyPressed(tone);
  }

  /** Stops sending video, or resumes it. */
  pauseVideo(isPaused: boolean): void {
    for (const peer of this.peers.values()) peer.outgoing.pauseVideo(isPaused);
  }

  /** Restarts ICE on every connection. */
  restart(): void {
    for (const peer of this.peers.values()) peer.restart();
  }

  setSpeaker(id: string | undefined): void {
    this.speaker = id;
    for (const audio of this.audios.values()) audio.setSpeaker(id);
  }

  /** Mutes incoming audio, or unmutes it. */
  setDeaf(isDeaf: boolean): void {
    this.isDeaf = isDeaf;
    for (const audio of this.audios.values()) audio.muted = isDeaf;
  }

  /** The local participant held the call or resumed it. The other tabs stop sending by themselves, the bots here. */
  setHold(isHeld: boolean): void {
    this.isHeld = isHeld;
    for (const audio of this.audios.values()) audio.held = isHeld;
    this.bots.hold(isHeld);
  }

  /** A participant held the call, and gets no media until they resume it. */
  holdFor(participant: string, isHeld: boolean): void {
    this.peers.get(participant)?.outgoing.hold(isHeld);
  }

  disconnect(participant: string): void {
    this.peers.get(participant)?.close();
    this.peers.delete(participant);
    this.bots.close(participant);
    this.pendingAudio.delete(participant);
    this.applyLimits();
    const audio = this.audios.get(participant);
    if (!audio) return;
    this.audios.delete(participant);
    audio.close();
    this.handlers.audio([], [audio]);
  }

  close(): void {
    for (const participant of [...this.peers.keys(), ...this.bots.participants]) this.disconnect(participant);
  }

  /** Encodes video within the app's constraints and what a mesh of this size can afford. */
  private applyLimits(): void {
    const height = this.tracks.video?.getSettings().height;
    if (!height) return;
    const settings = encodingFor([this.constraints, limitsForMesh(this.peers.size)], height);
    for (const peer of this.peers.values()) peer.outgoing.encode(settings);
  }

  private receiveTrack(participant: string, slot: MediaSlot, track: MediaStreamTrack): void {
    if (slot !== 'audio') {
      this.handlers.video(participant, slot, track);
      return;
    }
    this.pendingAudio.set(participant, track);
    if (this.peers.get(participant)?.connection.connectionState === 'connected') this.playAudio(participant);
  }

  /** Waits for the connection, because starting an audio output blocks the page while it is being set up. */
  private playAudio(participant: string): void {
    const track = this.pendingAudio.get(participant);
    if (!track) return;
    this.pendingAudio.delete(participant);
    const audio = new RemoteAudio(track, this.speaker);
    audio.muted = this.isDeaf;
    audio.held = this.isHeld;
    this.audios.set(participant, audio);
    this.handlers.audio([audio], []);
  }
}
