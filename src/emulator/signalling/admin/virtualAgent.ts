import type { NewId } from '../../core/ids.ts';
import type { MeetingLocator } from '../../wire/meetingLink.ts';
import type { Command, EndCode, Event, MediaState } from '../../wire/protocol.ts';
import { defaultMediaState, participantAt } from '../calls/call.ts';
import type { CommandHandler } from '../commands/commandHandler.ts';
import type { CommandResult } from '../commands/command.ts';
import type { Endpoint } from '../endpoints/endpoint.ts';
import type { EndpointRegistry } from '../endpoints/endpointRegistry.ts';

/**
 * The media of a virtual agent, which the pages of the other participants play: a moving video and a tone (`echo`), the
 * sound of a telephone that plays back pressed keys (`phone`), or nothing (`silent`).
 */
export type VirtualMedia = 'echo' | 'phone' | 'silent';

/** What a virtual agent does with an incoming call. */
export interface AnswerMode {
  readonly answer: 'nothing' | 'accept' | 'decline';
  readonly afterMs: number;
}

interface VirtualAgentDeps {
  readonly commands: CommandHandler;
  readonly endpoints: EndpointRegistry;
  readonly newId: NewId;
}

/** @returns the media state with which an agent with this media enters a call. */
export const initialStateOf = (media: VirtualMedia): MediaState => ({
  ...defaultMediaState,
  video: media === 'echo',
  muted: media === 'silent',
});

/** @returns the media of a raw id: a phone number has `phone` where a person would have `echo`. */
export const defaultMedia = (rawId: string, media: VirtualMedia = 'echo'): VirtualMedia =>
  isTelephone(rawId) && media === 'echo' ? 'phone' : media;

export const isTelephone = (rawId: string): boolean => rawId.startsWith('4:');

/** The only events that concern an agent to which nobody listens. In a crowd, most others would be wasted work. */
const eventsToHandle = new Set<Event['t']>(['muted', 'transfer', 'incoming']);

/** An endpoint without a page. It uses the same commands and events as a page, without a socket. */
export class VirtualAgent {
  readonly endpoint: Endpoint;
  private readonly deps: VirtualAgentDeps;
  private readonly media: VirtualMedia;
  private readonly answerMode: AnswerMode;
  private readonly listeners = new Set<(event: Event) => void>();

  /**
   * @param rawId of a person or a phone number. Several agents may have the same one.
   * @param answerMode counts once the endpoint is registered; incoming calls are ignored when left out.
   */
  constructor(
    deps: VirtualAgentDeps,
    rawId: string,
    media: VirtualMedia,
    answerMode: AnswerMode = { answer: 'nothing', afterMs: 0 },
  ) {
    this.deps = deps;
    this.media = media;
    this.answerMode = answerMode;
    this.endpoint = deps.endpoints.createVirtual(rawId, (event) => this.receive(event), media);
  }

  /** @param listener gets every event that a page would get. @returns the function that unsubscribes it. */
  watch(listener: (event: Event) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Starts a call. @param to the raw ids of the callees. @param threadId the thread of a group call. */
  placeCall(to: readonly string[], threadId?: string): { call: string; refused: CommandResult } {
    const { newId } = this.deps;
    const call = newId();
    const refused = this.run({
      t: 'start',
      call,
      self: newId(),
      to: to.map((id) => ({ participant: newId(), id })),
      state: initialStateOf(this.media),
      threadId,
    });
    return { call, refused };
  }

  /** Joins a meeting, or its lobby. */
  join(meeting: MeetingLocator): CommandResult {
    const { newId } = this.deps;
    return this.run({ t: 'join', call: newId(), self: newId(), meeting, state: initialStateOf(this.media) });
  }

  /** Runs a command as this agent. */
  run(command: Command): CommandResult {
    return this.deps.commands.run(this.endpoint, command);
  }

  /** Leaves all calls. The agent cannot be used any more. */
  close(): void {
    this.listeners.clear();
    this.deps.endpoints.remove(this.endpoint);
    this.deps.commands.calls.removeEndpoint(this.endpoint);
  }

  private receive(event: Event): void {
    if (this.listeners.size === 0 && !eventsToHandle.has(event.t)) return;
    // In a microtask, because the server may be in the middle of a broadcast.
    queueMicrotask(() => {
      this.handle(event);
      for (const listener of Array.from(this.listeners)) listener(event);
    });
  }

  private handle(event: Event): void {
    const { commands } = this.deps;
    if (event.t === 'muted') {
      const call = commands.calls.find(event.call);
      const state = (call && participantAt(call, this.endpoint)?.state) ?? initialStateOf(this.media);
      this.run({ t: 'state', call: event.call, state: { ...state, muted: true } });
    }
    if (event.t === 'transfer') this.followTransfer(event);
    const { answer, afterMs } = this.answerMode;
    if (event.t !== 'incoming' || answer === 'nothing') return;
    const { call, self } = event;
    const command: Command =
      answer === 'accept'
        ? { t: 'accept', call, self, state: initialStateOf(this.media) }
        : { t: 'reject', call, self };
    commands.clock.after(afterMs, () => this.run(command));
  }

  /** Places the call that a transfer asks for, and leaves the former one when somebody has joined the new one. */
  private followTransfer({ call: from, ticket, target }: Extract<Event, { t: 'transfer' }>): void {
    const { newId } = this.deps;
    const pass = { call: from, ticket };
    const state = initialStateOf(this.media);
    const call = 'call' in target ? target.call : newId();
    const report = (end: EndCode | null) => {
      stop();
      this.run({ t: 'transferred', call: from, ticket, end });
      if (!end) this.run({ t: 'leave', call: from, everyone: false });
    };
    const stop = this.watch((event) => {
      if (event.call !== call) return;
      if (event.t === 'participant' && event.entry.presence === 'Joined') report(null);
      if (event.t === 'ended') report(event.end);
    });
    const to = 'call' in target ? [] : [{ participant: newId(), ...target }];
    const refused =
      'call' in target
        ? this.run({ t: 'take', call, pass, self: newId(), state })
        : this.run({ t: 'start', call, self: newId(), to, state, pass });
    if (refused) report({ code: 400, subCode: 0 });
  }
}
