import type { CallState, MediaDiagnosticType } from '@azure/communication-calling';
import type { EndCode, Event, ParticipantEntry, Pass, Signal } from '../protocol.ts';
import { Connectivity } from './connectivity.ts';
import { Diagnostics } from './diagnostics.ts';
import { endReason, type EndReason } from './endReason.ts';
import { Emitter } from './events.ts';
import type { EmuLocalAudioStream } from './localAudioStream.ts';
import { LocalMedia } from './localMedia.ts';
import { LocalStreams } from './localStreams.ts';
import { watchMedia } from './measure.ts';
import { Mesh } from './mesh.ts';
import { mutedByOthers, muteOthers } from './muteOthers.ts';
import { EmuRemoteParticipant } from './remoteParticipant.ts';
import { callEvents, type SessionDeps } from './sessionDeps.ts';
import { Transfers } from './transfer.ts';

/** `startCall` returns in state None; the real SDK was seen to say Connecting 7 to 15 ms later. */
const connectingAfter = 8;
/** Longer than a set-up on one machine, shorter than anybody notices. */
const microphoneAfter = 80;

/** Above this many at once, offers are made to those who have answered. */
const eagerOffers = 3;

/** What signalling says about one call. */
type SessionEvent = Exclude<Event, { t: 'incoming' }>;

/** One call's state and the one owner of everything in it. It is never handed out, so no Proxy comes between. */
export class CallSession {
  readonly deps: SessionDeps;
  readonly events = new Emitter('TeamsCall', callEvents);
  /** After each look at what really arrives. */
  readonly measured = new Emitter('CallSession', ['measured']);
  readonly diagnostics = new Diagnostics<MediaDiagnosticType>();
  readonly local: LocalMedia;
  readonly mesh: Mesh;
  readonly connectivity: Connectivity;
  readonly transfers = new Transfers(this);
  state: CallState = 'None';
  endedBy: EndReason | undefined;
  incomingAudioMuted = false;
  participants: readonly EmuRemoteParticipant[] = [];
  readonly sent = new LocalStreams(this.events);
  private announced = false;
  private readonly held = new Set<string>();
  private phase: CallState = 'None';
  /** What came before Connecting was said, and must not overtake it. */
  private readonly early: SessionEvent[] = [];
  private readonly timers: Record<string, ReturnType<typeof setTimeout> | undefined> = {};
  private readonly stopWatching: () => void;

  constructor(deps: SessionDeps) {
    this.deps = deps;
    const { devices, connection, id: call } = deps;
    this.mesh = new Mesh(this.speakerId(), {
      send: (to, signal) => connection.send({ t: 'signal', call, to, signal }),
      video: (from, lane, track) => this.find(from)?.stream(lane).setTrack(track),
      audio: (added, removed) => this.events.emit('remoteAudioStreamsUpdated', { added, removed }),
      state: (from, state) => this.connectivity.changed(from, state),
    });
    this.connectivity = new Connectivity(this.mesh, {
      up: (participant) => this.up(participant),
      giveUp: (end) => this.giveUp(end),
    });
    this.local = new LocalMedia({
      devices,
      diagnostics: this.diagnostics,
      send: (lane, track) => this.mesh.send(lane, track),
      changed: (what) => {
        this.publish();
        this.sent.changed(this.local, what);
      },
    });
    this.stopWatching = watchMedia(this);
    devices.on('selectedSpeakerChanged', this.followSpeaker);
    this.timers.connecting = setTimeout(
      () => {
        this.phase = 'Connecting';
        this.refresh();
        for (const event of this.early) this.handle(event);
      },
      deps.direction === 'Outgoing' ? connectingAfter : 0,
    );
  }

  get ended(): boolean {
    return this.state === 'Disconnected';
  }

  find(participant: string): EmuRemoteParticipant | undefined {
    return this.participants.find(({ participantId }) => participantId === participant);
  }

  /** Adds someone who is not in the call yet. */
  join(participant: string, id: string): EmuRemoteParticipant {
    const added = new EmuRemoteParticipant(participant, id, () => muteOthers(this, [participant]));
    this.participants = [...this.participants, added];
    this.events.emit('remoteParticipantsUpdated', { added: [added], removed: [] });
    return added;
  }

  /**
   * Opens the microphone a moment later, so that it does not keep the offer or the answer waiting: opening a device
   * costs more than the rest of the set-up together.
   */
  openMicrophone(given: EmuLocalAudioStream | undefined): void {
    this.timers.microphone = setTimeout(() => void this.local.startMicrophone(given), microphoneAfter);
  }

  /** Takes in what signalling says about this call. */
  handle(event: SessionEvent): void {
    if (this.ended) return undefined;
    if (this.phase === 'None') return void this.early.push(event);
    switch (event.t) {
      case 'participant':
        return this.participant(event.entry);
      case 'signal':
        return this.mesh.receive(event.from, event.to, event.signal);
      case 'left':
        return this.left(event.participant, event.end);
      case 'ended':
        return this.finish(event.end);
      case 'muted':
        return mutedByOthers(this);
      case 'transfer':
        return this.transfers.go(event.ticket, event.target);
      case 'transferred':
        return this.transfers.settle(event.ticket, event.end);
      case 'refused':
        if (event.of === 'transfer') this.transfers.fail({ code: 400, subCode: 0 });
        // What was refused was overtaken by an event that is already on its way; nothing changed.
        return undefined;
    }
  }

  /** Leaves. The outcome does not wait for the network: hanging up works without one. */
  async leave(everyone: boolean): Promise<void> {
    if (this.ended || this.state === 'Disconnecting') return;
    const cancels =
      this.deps.direction === 'Outgoing' && (this.phase === 'Connecting' || this.phase === 'Ringing');
    this.deps.connection.send({ t: 'leave', call: this.deps.id, everyone });
    this.show('Disconnecting');
    await new Promise((resolve) => setTimeout(resolve));
    this.finish(cancels ? { code: 487, subCode: 0 } : { code: 0, subCode: 0 });
  }

  /** Rings. Offers go out with the ring, so that an answer needs one way only; a crowd is asked one by one. */
  start(to: readonly { participant: string; id: string }[], pass?: Pass): void {
    const { connection, id: call, self } = this.deps;
    connection.send({
      t: 'start',
      call,
      self,
      to: [...to],
      state: this.local.state,
      ...(pass ? { pass } : {}),
    });
    this.announced = true;
    for (const { participant, id } of to) {
      this.join(participant, id);
      if (to.length <= eagerOffers) this.mesh.connect(participant, true);
    }
  }

  /** Takes the place of whoever transferred this side into a running call. */
  take(pass: Pass): void {
    const { connection, id: call, self } = this.deps;
    connection.send({ t: 'take', call, pass, self, state: this.local.state });
    this.announced = true;
  }

  /** Rings someone more. */
  invite(id: string): EmuRemoteParticipant {
    const participant = crypto.randomUUID();
    this.deps.connection.send({ t: 'add', call: this.deps.id, participant, id });
    const added = this.join(participant, id);
    this.mesh.connect(participant, true);
    return added;
  }

  /** Answers. @param signals what the caller has signalled while it rang. */
  accept(
    caller: { participant: string; id: string },
    signals: readonly { from: string; signal: Signal }[],
  ): void {
    const { connection, id: call, self } = this.deps;
    connection.send({ t: 'accept', call, state: this.local.state });
    this.announced = true;
    this.join(caller.participant, caller.id).setState('Connecting');
    this.mesh.connect(caller.participant, false);
    for (const { from, signal } of signals) this.mesh.receive(from, self, signal);
  }

  /** Tells the others what this side sends and shows. */
  publish(): void {
    if (this.ended || !this.announced) return;
    this.deps.connection.send({ t: 'state', call: this.deps.id, state: this.local.state });
  }

  /** Recomputes `state` from what is known, and says so when it changed. */
  refresh(): void {
    if (this.phase !== 'Connected') return this.show(this.phase);
    if (this.local.hold) return this.show('LocalHold');
    const [only, ...more] = this.participants;
    return this.show(
      only && more.length === 0 && this.held.has(only.participantId) ? 'RemoteHold' : 'Connected',
    );
  }

  /** The call is over, whoever ended it. The order of events is the SDK's. */
  finish(end: EndCode): void {
    if (this.ended) return;
    for (const timer of Object.values(this.timers)) clearTimeout(timer);
    this.stopWatching();
    this.deps.devices.off('selectedSpeakerChanged', this.followSpeaker);
    const reason = endReason(end);
    const gone = this.participants;
    for (const participant of gone) participant.end(reason);
    this.participants = [];
    if (gone.length > 0) this.events.emit('remoteParticipantsUpdated', { added: [], removed: gone });
    for (const participant of gone) participant.removeStreams();
    this.mesh.close();
    this.local.close();
    this.sent.clear();
    this.transfers.fail(end);
    this.measured.clear();
    this.endedBy = reason;
    this.state = 'Disconnected';
    this.deps.over();
    this.events.emit('stateChanged');
    this.connectivity.close();
    this.diagnostics.clear();
  }

  private show(state: CallState): void {
    if (this.ended || this.state === state || (this.state === 'Disconnecting' && !this.endedBy)) return;
    this.state = state;
    this.events.emit('stateChanged');
  }

  private advance(phase: CallState): void {
    this.phase = phase;
    this.refresh();
  }

  private participant({ participant: id, id: rawId, presence, state, bot, offers }: ParticipantEntry): void {
    const participant = this.find(id) ?? this.join(id, rawId);
    if (state.hold) this.held.add(id);
    else this.held.delete(id);
    if (presence === 'Joined') {
      if (bot) this.mesh.playBot(id, bot);
      this.mesh.connect(id, !offers);
      this.connectivity.expect();
    }
    if (this.connectivity.has(id)) participant.setState(state.hold ? 'Hold' : 'Connected');
    else if (presence !== 'Joined') participant.setState(presence);
    else if (participant.state === 'Idle') participant.setState('Connecting');
    participant.setMedia(state);
    if (presence === 'Ringing' && this.phase === 'Connecting') this.advance('Ringing');
    else this.refresh();
  }

  private left(id: string, end: EndCode): void {
    const participant = this.find(id);
    if (!participant) return;
    this.connectivity.forget(id);
    this.held.delete(id);
    participant.end(endReason(end));
    this.participants = this.participants.filter((other) => other !== participant);
    this.events.emit('remoteParticipantsUpdated', { added: [], removed: [participant] });
    participant.removeStreams();
    this.mesh.disconnect(id);
    this.refresh();
  }

  private up(id: string): void {
    this.find(id)?.setState(this.held.has(id) ? 'Hold' : 'Connected');
    this.advance('Connected');
  }

  private giveUp(end: EndCode): void {
    this.deps.connection.send({ t: 'leave', call: this.deps.id, everyone: false });
    this.finish(end);
  }

  private speakerId(): string | undefined {
    const speaker = this.deps.devices.selectedSpeaker as { id: string } | undefined;
    return speaker?.id;
  }

  private readonly followSpeaker = (): void => this.mesh.setSpeaker(this.speakerId());
}
