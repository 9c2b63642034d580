import type { DtmfTone } from '@azure/communication-calling';
import type { Bot, Signal } from '../protocol.ts';
import type { BotEnd } from './bots/botEnd.ts';
import { EchoEnd } from './bots/echo.ts';
import { PhoneEnd } from './bots/phone.ts';
import { Peer, lanes, type Lane } from './peer.ts';
import { RemoteAudio } from './remoteAudio.ts';

export interface MeshHandlers {
  send(to: string, signal: Signal): void;
  /** A picture from a participant; sound is played here. */
  video(from: string, lane: 'video' | 'screen', track: MediaStreamTrack): void;
  audio(added: RemoteAudio[], removed: RemoteAudio[]): void;
  state(participant: string, state: RTCPeerConnectionState): void;
}

const bots = { echo: EchoEnd, phone: PhoneEnd } as const;

/** The connections of one call: one to each participant. `close()` leaves none, and no sound. */
export class Mesh {
  readonly peers = new Map<string, Peer>();
  readonly audios = new Map<string, RemoteAudio>();
  private readonly bots = new Map<string, BotEnd>();
  private readonly sending: Record<Lane, MediaStreamTrack | null> = {
    audio: null,
    video: null,
    screen: null,
  };
  private readonly handlers: MeshHandlers;
  private speaker: string | undefined;
  private deaf = false;

  constructor(speaker: string | undefined, handlers: MeshHandlers) {
    this.speaker = speaker;
    this.handlers = handlers;
  }

  /** @param offers whether this side makes the first offer. Nothing happens where a connection exists already. */
  connect(participant: string, offers: boolean): void {
    if (this.peers.has(participant)) return;
    const { handlers } = this;
    const peer = new Peer(offers, {
      send: (signal) => handlers.send(participant, signal),
      track: (lane, track) => this.take(participant, lane, track),
      state: (state) => handlers.state(participant, state),
    });
    for (const lane of lanes) peer.send(lane, this.sending[lane]);
    this.peers.set(participant, peer);
  }

  /** The participant is a bot: its media end is played in this page. */
  playBot(participant: string, bot: Bot): void {
    if (this.bots.has(participant)) return;
    const End = bots[bot];
    this.bots.set(participant, new End((signal) => this.peers.get(participant)?.receive(signal)));
  }

  /** A signal from a participant, or (what signalling sends back) from this side to a bot that is played here. */
  receive(from: string, to: string, signal: Signal): void {
    (this.bots.get(to) ?? this.peers.get(from))?.receive(signal);
  }

  send(lane: Lane, track: MediaStreamTrack | null): void {
    this.sending[lane] = track;
    for (const peer of this.peers.values()) peer.send(lane, track);
  }

  /** @param character the tone in RTP's telephone events, which is how the others hear it. */
  dtmf(tone: DtmfTone, character: string): void {
    for (const peer of this.peers.values()) peer.dtmf(character);
    for (const bot of this.bots.values()) bot.hear(tone);
  }

  restart(): void {
    for (const peer of this.peers.values()) peer.restart();
  }

  setSpeaker(id: string | undefined): void {
    this.speaker = id;
    for (const audio of this.audios.values()) audio.setSpeaker(id);
  }

  /** Whether what comes in is heard. */
  setDeaf(deaf: boolean): void {
    this.deaf = deaf;
    for (const audio of this.audios.values()) audio.muted = deaf;
  }

  disconnect(participant: string): void {
    this.peers.get(participant)?.close();
    this.peers.delete(participant);
    this.bots.get(participant)?.close();
    this.bots.delete(participant);
    const audio = this.audios.get(participant);
    if (!audio) return;
    this.audios.delete(participant);
    audio.close();
    this.handlers.audio([], [audio]);
  }

  close(): void {
    for (const participant of [...this.peers.keys(), ...this.bots.keys()]) this.disconnect(participant);
  }

  private take(participant: string, lane: Lane, track: MediaStreamTrack): void {
    if (lane !== 'audio') return this.handlers.video(participant, lane, track);
    const audio = new RemoteAudio(track, this.speaker);
    audio.muted = this.deaf;
    this.audios.set(participant, audio);
    return this.handlers.audio([audio], []);
  }
}
