import type { CallConstraints, DtmfTone } from '@azure/communication-calling';
import type { Bot, MediaState, Signal } from '../../wire/protocol.ts';
import { BotEnds } from '../bots/botMediaEnds.ts';
import { lanes, type Lane } from './mediaSlots.ts';
import { Peer } from './peerConnection.ts';
import { RemoteAudio } from './remoteAudio.ts';
import { bearable, constrained, encoding, noLimits } from './videoLimits.ts';

export interface MeshHandlers {
  send(to: string, signal: Signal): void;
  /** A picture from a participant; sound is played here. */
  video(from: string, lane: 'video' | 'screen', track: MediaStreamTrack): void;
  audio(added: RemoteAudio[], removed: RemoteAudio[]): void;
  state(participant: string, state: RTCPeerConnectionState): void;
  /** The two ends of a connection cannot agree on its media. */
  failed(participant: string): void;
}

/** The connections of one call: one to each participant. `close()` leaves none, and no sound. */
export class Mesh {
  readonly peers = new Map<string, Peer>();
  readonly audios = new Map<string, RemoteAudio>();
  /** Sound that has been announced, from participants who are not connected yet. */
  private readonly unheard = new Map<string, MediaStreamTrack>();
  private readonly bots = new BotEnds();
  private readonly sending: Record<Lane, MediaStreamTrack | null> = {
    audio: null,
    video: null,
    screen: null,
  };
  private readonly handlers: MeshHandlers;
  private asked = noLimits;
  private speaker: string | undefined;
  private deaf = false;
  private held = false;

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
      state: (state) => {
        if (state === 'connected') this.hear(participant);
        handlers.state(participant, state);
        if (state === 'connected') this.limit();
      },
      failed: () => handlers.failed(participant),
    });
    for (const lane of lanes) void peer.send(lane, this.sending[lane]);
    this.peers.set(participant, peer);
  }

  /** The participant is a bot: its media end is played in this page, and shows what the bot says it does. */
  playBot(participant: string, bot: Exclude<Bot, 'silent'>, state: MediaState): void {
    this.bots.play(participant, bot, state, (signal) => this.peers.get(participant)?.receive(signal));
  }

  /** Media to and from a participant gets lost, or does no more. */
  lose(participant: string, lost: boolean): void {
    this.bots.lose(participant, lost);
    this.peers.get(participant)?.lose(lost);
  }

  /** A signal from a participant, or (what signalling sends back) from this side to a bot that is played here. */
  receive(from: string, to: string, signal: Signal): void {
    if (!this.bots.receive(to, signal)) this.peers.get(from)?.receive(signal);
  }

  /** @returns when every connection sends this. */
  async send(lane: Lane, track: MediaStreamTrack | null): Promise<void> {
    this.sending[lane] = track;
    const sent = [...this.peers.values()].map((peer) => peer.send(lane, track));
    if (lane === 'video') this.limit();
    await Promise.all(sent);
  }

  /** @throws 400/0 for limits that are none. */
  constrain(constraints: CallConstraints | undefined): void {
    this.asked = constrained(this.asked, constraints);
    this.limit();
  }

  /** @param character the tone in RTP's telephone events, which is how the others hear it. */
  dtmf(tone: DtmfTone, character: string): void {
    for (const peer of this.peers.values()) peer.sending.dtmf(character);
    this.bots.hear(tone);
  }

  /** No picture is sent for now, or again. */
  pausePictures(paused: boolean): void {
    for (const peer of this.peers.values()) peer.sending.pause(paused);
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

  /** This side holds the call: nothing of the others is heard. Their own ends stop sending; bots are told here. */
  setHold(held: boolean): void {
    this.held = held;
    for (const audio of this.audios.values()) audio.held = held;
    this.bots.hold(held);
  }

  /** A participant holds the call: nothing is sent to it. */
  holdFor(participant: string, held: boolean): void {
    this.peers.get(participant)?.sending.hold(held);
  }

  disconnect(participant: string): void {
    this.peers.get(participant)?.close();
    this.peers.delete(participant);
    this.bots.close(participant);
    this.unheard.delete(participant);
    this.limit();
    const audio = this.audios.get(participant);
    if (!audio) return;
    this.audios.delete(participant);
    audio.close();
    this.handlers.audio([], [audio]);
  }

  close(): void {
    for (const participant of [...this.peers.keys(), ...this.bots.participants]) this.disconnect(participant);
  }

  /** Pictures are encoded as the app asks and as this machine bears. */
  private limit(): void {
    const height = this.sending.video?.getSettings().height;
    if (!height) return;
    const settings = encoding([this.asked, bearable(this.peers.size)], height);
    for (const peer of this.peers.values()) peer.sending.encode(settings);
  }

  private take(participant: string, lane: Lane, track: MediaStreamTrack): void {
    if (lane !== 'audio') {
      this.handlers.video(participant, lane, track);
      return;
    }
    this.unheard.set(participant, track);
    if (this.peers.get(participant)?.connection.connectionState === 'connected') this.hear(participant);
  }

  /** Starting a sound output keeps the page busy: not while the connection is being made. */
  private hear(participant: string): void {
    const track = this.unheard.get(participant);
    if (!track) return;
    this.unheard.delete(participant);
    const audio = new RemoteAudio(track, this.speaker);
    audio.muted = this.deaf;
    audio.held = this.held;
    this.audios.set(participant, audio);
    this.handlers.audio([audio], []);
  }
}
