import { commandRefused } from '../../wire/endCodes.ts';
import type { MeetingLocator } from '../../wire/meetingLink.ts';
import { isPhoneNumber } from '../../wire/rawIds.ts';
import type { Command, EndCode, EventOf, MediaState, SignallingEvent } from '../../wire/protocol.ts';
import { defaultMediaState, findParticipantByEndpoint } from '../calls/call.ts';
import type { CommandHandler } from '../commands/commandHandler.ts';
import type { CommandOf, CommandResult } from '../commands/command.ts';
import { startCall } from '../commands/entering.ts';
import type { Endpoint } from '../endpoints/endpoint.ts';

/** What a virtual agent sends: moving video and a tone, a telephone's tone and the tones that were dialled, or nothing. */
export type VirtualMedia = 'echo' | 'phone' | 'silent';

export interface AnswerMode {
  /** What the agent does with a call that rings. `nothing` lets it ring until it times out. */
  readonly answer: 'nothing' | 'accept' | 'decline';
  /** For how many milliseconds the call rings before the agent accepts or declines. */
  readonly afterMs: number;
}

/** The optional fields of the command `start`, and a caller's intermediary. */
interface PlaceCallOptions extends Pick<CommandOf<'start'>, 'threadId' | 'context' | 'onBehalfOf'> {
  /** The raw id of the queue or user through which the call comes. By default, the agent calls directly. */
  readonly viaRawId?: string | undefined;
}

export const createInitialState = (media: VirtualMedia): MediaState => ({
  ...defaultMediaState,
  video: media === 'echo',
  muted: media === 'silent',
});

/** @returns the requested media, but `phone` instead of `echo` for a phone number, which has no video. */
export const chooseMedia = (rawId: string, media: VirtualMedia = 'echo'): VirtualMedia =>
  isPhoneNumber(rawId) && media === 'echo' ? 'phone' : media;

/** The types of events to which an agent itself reacts. To skip all others saves much work in a crowd of 350 agents. */
const handledEventTypes = new Set<SignallingEvent['t']>(['muted', 'transfer', 'incoming']);

/** A simulated call agent. It sends commands and gets events as a page does, but without a socket. */
export class VirtualAgent {
  readonly endpoint: Endpoint;
  private readonly commands: CommandHandler;
  private readonly initialState: MediaState;
  private readonly answerMode: AnswerMode;
  private readonly listeners = new Set<(event: SignallingEvent) => void>();

  /** @param answerMode what the agent does with incoming calls, which ring only at registered agents. */
  constructor(
    commands: CommandHandler,
    rawId: string,
    media: VirtualMedia,
    answerMode: AnswerMode = { answer: 'nothing', afterMs: 0 },
  ) {
    this.commands = commands;
    this.initialState = createInitialState(media);
    this.answerMode = answerMode;
    this.endpoint = commands.endpoints.createForVirtualAgent(
      rawId,
      (event) => this.receiveEvent(event),
      media,
    );
  }

  /** Calls the listener with every event that a page would get. @returns a function that unsubscribes the listener. */
  subscribe(listener: (event: SignallingEvent) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** @returns the new call's id, and the refusal: `undefined` if the server accepts the call. */
  placeCall(
    calleeRawIds: readonly string[],
    { viaRawId, ...options }: PlaceCallOptions = {},
  ): { callId: string; refusal: CommandResult } {
    const { newId, enterCallDeps } = this.commands;
    const command = {
      t: 'start',
      call: newId(),
      self: newId(),
      to: calleeRawIds.map((rawId) => ({ participant: newId(), id: rawId })),
      state: this.initialState,
      ...options,
    } as const;
    this.endpoint.recordFrame?.('up', command);
    const refusal = startCall(enterCallDeps, this.endpoint, command, viaRawId);
    return { callId: command.call, refusal };
  }

  joinMeeting(meeting: MeetingLocator): CommandResult {
    const { newId } = this.commands;
    return this.runCommand({ t: 'join', call: newId(), self: newId(), meeting, state: this.initialState });
  }

  runCommand(command: Command): CommandResult {
    this.endpoint.recordFrame?.('up', command);
    return this.commands.runCommand(this.endpoint, command);
  }

  /** Removes all listeners, because the agent will not be used any more. */
  stopListening(): void {
    this.listeners.clear();
  }

  private receiveEvent(event: SignallingEvent): void {
    if (this.listeners.size === 0 && !handledEventTypes.has(event.t)) return;
    // The agent reacts in a microtask, because the server may first have to send this event to further participants.
    queueMicrotask(() => {
      this.handleEvent(event);
      for (const listener of Array.from(this.listeners)) listener(event);
    });
  }

  private handleEvent(event: SignallingEvent): void {
    // Another participant asks the agent to mute.
    if (event.t === 'muted') {
      const call = this.commands.calls.find(event.call);
      const state = (call && findParticipantByEndpoint(call, this.endpoint)?.state) ?? this.initialState;
      this.runCommand({ t: 'state', call: event.call, state: { ...state, muted: true } });
    }
    if (event.t === 'transfer') this.followTransfer(event);
    const { answer, afterMs } = this.answerMode;
    if (event.t !== 'incoming' || answer === 'nothing') return;
    const { call, self } = event;
    const command: Command =
      answer === 'accept'
        ? { t: 'accept', call, self, state: this.initialState }
        : { t: 'reject', call, self };
    this.commands.clock.after(afterMs, () => this.runCommand(command));
  }

  /** Enters the call to which the agent is transferred and, once it has joined there, leaves the former call. */
  private followTransfer({ call: formerCallId, ticket, target }: EventOf<'transfer'>): void {
    const { newId } = this.commands;
    const newCallId = 'call' in target ? target.call : newId();
    /** @param end why the new call failed; `null` if the transfer has succeeded. */
    const reportEnd = (end: EndCode | null) => {
      stopWatching();
      this.runCommand({ t: 'transferred', call: formerCallId, ticket, end });
      if (!end) this.runCommand({ t: 'leave', call: formerCallId, everyone: false });
    };
    const stopWatching = this.subscribe((event) => {
      // To the transferee, this event says that the transfer has timed out.
      if (event.t === 'transferred' && event.ticket === ticket) {
        stopWatching();
        this.runCommand({ t: 'leave', call: newCallId, everyone: false });
      }
      if (event.call !== newCallId) return;
      if (event.t === 'participant' && event.entry.presence === 'Joined') reportEnd(null);
      if (event.t === 'ended') reportEnd(event.end);
    });
    const commonFields = { call: newCallId, pass: { call: formerCallId, ticket }, state: this.initialState };
    const command: Command =
      'call' in target
        ? { ...commonFields, t: 'take', self: newId() }
        : { ...commonFields, t: 'start', to: [{ participant: newId(), ...target }], self: newId() };
    const refusal = this.runCommand(command);
    if (refusal) reportEnd(commandRefused);
  }
}
