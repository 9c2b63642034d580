import type { NewId } from '../../core/ids.ts';
import type { MeetingLocator } from '../../wire/meetingLink.ts';
import type { Command, EndCode, Event, MediaState } from '../../wire/protocol.ts';
import type { CommandResult } from '../commands/inCall.ts';
import { participantAt, defaultMediaState } from '../calls/call.ts';
import type { CommandHandler } from '../commandHandler.ts';
import type { Endpoint, EndpointRegistry } from '../endpoints/endpointRegistry.ts';

/**
 * Played in the page of whoever is in a call with it: sound and a moving picture (`echo`), or the sound of a telephone
 * that reads back keys (`phone`); or nothing at all.
 */
export type VirtualMedia = 'echo' | 'phone' | 'silent';

/** What it does when it rings. */
export interface AnswerMode {
  readonly answer: 'nothing' | 'accept' | 'decline';
  readonly afterMs: number;
}

export interface VirtualDeps {
  readonly commands: CommandHandler;
  readonly endpoints: EndpointRegistry;
  readonly newId: NewId;
}

/** What somebody with such media sends at first. */
export const initialStateOf = (media: VirtualMedia): MediaState => ({
  ...defaultMediaState,
  video: media === 'echo',
  muted: media === 'silent',
});

/** @returns what somebody without a page has unless another thing is asked for: a telephone has no picture. */
export const defaultMedia = (rawId: string, media: VirtualMedia = 'echo'): VirtualMedia =>
  isTelephone(rawId) && media === 'echo' ? 'phone' : media;

export const isTelephone = (rawId: string): boolean => rawId.startsWith('4:');

/** Somebody in calls who has no page: the same commands and events as a window's, without a socket. */
export class VirtualAgent {
  readonly endpoint: Endpoint;
  private readonly deps: VirtualDeps;
  private readonly media: VirtualMedia;
  private readonly manner: AnswerMode;
  private readonly listeners = new Set<(event: Event) => void>();

  /** @param rawId whose it is; several may be one person's. It does not ring before it is registered. */
  constructor(
    deps: VirtualDeps,
    rawId: string,
    media: VirtualMedia,
    manner: AnswerMode = { answer: 'nothing', afterMs: 0 },
  ) {
    this.deps = deps;
    this.media = media;
    this.manner = manner;
    this.endpoint = deps.endpoints.createVirtual(rawId, (event) => this.hear(event), media);
  }

  /** @param listener hears everything that a page would be told. @returns the end of it. */
  watch(listener: (event: Event) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** @param to raw ids. @returns the call's id, or why there is none. */
  placeCall(to: readonly string[], threadId?: string): { call: string; why: CommandResult } {
    const { newId } = this.deps;
    const call = newId();
    const why = this.run({
      t: 'start',
      call,
      self: newId(),
      to: to.map((id) => ({ participant: newId(), id })),
      state: initialStateOf(this.media),
      threadId,
    });
    return { call, why };
  }

  /** Into a meeting, or its lobby. @returns why not. */
  join(meeting: MeetingLocator): CommandResult {
    const { newId } = this.deps;
    return this.run({ t: 'join', call: newId(), self: newId(), meeting, state: initialStateOf(this.media) });
  }

  /** Carries out a command as this agent. @returns why not. */
  run(command: Command): CommandResult {
    return this.deps.commands.run(this.endpoint, command);
  }

  /** Leaves every call, and is no more. */
  close(): void {
    this.listeners.clear();
    this.deps.endpoints.remove(this.endpoint);
    this.deps.commands.calls.removeEndpoint(this.endpoint);
  }

  private hear(event: Event): void {
    // In a crowd, hardly any event means anything to anybody.
    if (this.listeners.size === 0 && !concerning.has(event.t)) return;
    // Not while the server is in the middle of telling everyone.
    queueMicrotask(() => {
      this.react(event);
      for (const listener of Array.from(this.listeners)) listener(event);
    });
  }

  private react(event: Event): void {
    const { commands: calls } = this.deps;
    if (event.t === 'muted') {
      const inside = calls.calls.find(event.call);
      const state = (inside && participantAt(inside, this.endpoint)?.state) ?? initialStateOf(this.media);
      this.run({ t: 'state', call: event.call, state: { ...state, muted: true } });
    }
    if (event.t === 'transfer') this.followTransfer(event);
    if (event.t !== 'incoming' || this.manner.answer === 'nothing') return;
    const command: Command =
      this.manner.answer === 'accept'
        ? { t: 'accept', call: event.call, self: event.self, state: initialStateOf(this.media) }
        : { t: 'reject', call: event.call, self: event.self };
    calls.clock.after(this.manner.afterMs, () => this.run(command));
  }

  /** Goes where it was sent, and leaves the old call when somebody is in the new one. */
  private followTransfer({ call: from, ticket, target }: Extract<Event, { t: 'transfer' }>): void {
    const { newId } = this.deps;
    const pass = { call: from, ticket };
    const state = initialStateOf(this.media);
    const call = 'call' in target ? target.call : newId();
    const settle = (end: EndCode | null) => {
      stop();
      this.run({ t: 'transferred', call: from, ticket, end });
      if (!end) this.run({ t: 'leave', call: from, everyone: false });
    };
    const stop = this.watch((event) => {
      if (event.call !== call) return;
      if (event.t === 'participant' && event.entry.presence === 'Joined') settle(null);
      if (event.t === 'ended') settle(event.end);
    });
    const why =
      'call' in target
        ? this.run({ t: 'take', call, pass, self: newId(), state })
        : this.run({
            t: 'start',
            call,
            self: newId(),
            to: [{ participant: newId(), ...target }],
            state,
            pass,
          });
    if (why) settle({ code: 400, subCode: 0 });
  }
}

const concerning = new Set<Event['t']>(['muted', 'transfer', 'incoming']);
