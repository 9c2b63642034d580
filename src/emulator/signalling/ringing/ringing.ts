import type { Directory, PhoneBehaviour } from '../../core/directory.ts';
import * as endCodes from '../../wire/endCodes.ts';
import type {
  CustomContext,
  GeneratedMedia,
  EndCode,
  MediaState,
  SignallingEvent,
} from '../../wire/protocol.ts';
import { defaultMediaState, findParticipantByEndpoint, type Call, type Participant } from '../calls/call.ts';
import { announceParticipant } from '../calls/callContext.ts';
import type { CallStore } from '../calls/callStore.ts';
import { isCutOff, sendEvent, type Endpoint } from '../endpoints/endpoint.ts';
import type { EndpointRegistry } from '../endpoints/endpointRegistry.ts';
import type { EmulatedNetwork } from '../network/emulatedNetwork.ts';
import type { SignallingTiming } from '../timing.ts';
import type { Person } from '../../core/people.ts';
import { emergencyNumbers } from '../../wire/emergencyNumbers.ts';

interface InvitationsDeps {
  readonly endpoints: EndpointRegistry;
  readonly directory: Directory;
  readonly timing: SignallingTiming;
  readonly network: EmulatedNetwork;
}

interface InvitationOptions {
  /** The raw id of the transferor, for a call that comes from a transfer, or through a queue or another user. */
  readonly transferor?: string | undefined;
  readonly context?: CustomContext | undefined;
  readonly voicemail?: boolean | undefined;
}

/** Sends invitations to calls, lets them ring, and handles their answers. */
export class Invitations {
  readonly network: EmulatedNetwork;
  private readonly calls: CallStore;
  private readonly deps: InvitationsDeps;
  /** Creates the endpoint with which a bot follows a transfer. `SignallingAdmin` sets this function. */
  createBotEndpoint: ((rawId: string, media: Exclude<GeneratedMedia, 'voicemail'>) => Endpoint) | undefined;

  constructor(calls: CallStore, deps: InvitationsDeps) {
    this.calls = calls;
    this.deps = deps;
    this.network = deps.network;
  }

  /** Lets the call ring at all endpoints of the user that are not in it yet, or a bot answer. Otherwise it fails at once. */
  invite(call: Call, inviter: Participant, callee: Participant, options: InvitationOptions = {}): void {
    const { directory, timing, endpoints } = this.deps;
    const resolvedCallee = resolveCallee(callee.rawId, directory, timing, options.voicemail);
    if (resolvedCallee.kind === 'nobody') return this.calls.failInvitation(call, callee, resolvedCallee.end);
    const refusal = this.network.consumeCallRefusal(inviter.rawId);
    if (refusal) return this.answerAfter(call, callee, refusal.end, refusal.afterMs);
    if (resolvedCallee.kind === 'bot') {
      const { answer, afterMs, ringTimeoutMs } = resolvedCallee;
      return answer === null
        ? this.startRinging(call, callee, ringTimeoutMs)
        : this.answerAfter(call, callee, answer, afterMs);
    }
    const endpointsToRing = endpoints
      .listForUser(resolvedCallee.oid)
      .filter((endpoint) => !findParticipantByEndpoint(call, endpoint));
    if (endpointsToRing.length === 0) return this.calls.failInvitation(call, callee, endCodes.noEndpoint);
    callee.invitation = this.createInvitation(call, inviter, callee, options);
    for (const endpoint of endpointsToRing) {
      callee.ringingEndpoints.add(endpoint);
      sendEvent(endpoint, callee.invitation);
    }
    return this.startRinging(call, callee, resolvedCallee.ringTimeoutMs);
  }

  /** Accepts an invitation with one endpoint of the user. The call stops ringing at all other endpoints. */
  accept(call: Call, callee: Participant, acceptingEndpoint: Endpoint, state: MediaState): void {
    this.calls.notifyEnd(call, callee, endCodes.answeredElsewhere, acceptingEndpoint);
    callee.endpoint = acceptingEndpoint;
    callee.state = state;
    this.calls.completeJoin(call, callee);
    this.deliverPendingSignals(call, callee);
    // The callee's page has put the inviter on its roster. In a group call, the inviter may have left since then.
    const inviterId = callee.invitation?.from.participant;
    if (inviterId && !call.participants.has(inviterId)) {
      const event = { t: 'left' as const, call: call.id, participant: inviterId, end: endCodes.hungUp };
      sendEvent(acceptingEndpoint, event);
    }
  }

  /** @param decliningEndpoint left out if a control of the emulator declines in the user's name. */
  decline(call: Call, callee: Participant, decliningEndpoint?: Endpoint): void {
    this.calls.notifyEnd(call, callee, endCodes.declined, decliningEndpoint);
    this.calls.failInvitation(call, callee, endCodes.declined);
  }

  /** Ends the invitations to a call that ring at an endpoint, because this endpoint enters the call in another way. */
  stopRingingAt(call: Call, endpoint: Endpoint): void {
    for (const participant of Array.from(call.participants.values())) {
      if (participant.ringingEndpoints.has(endpoint))
        this.calls.dismiss(call, participant, endCodes.answeredElsewhere);
    }
  }

  /** Tells a user's new endpoint of the calls that ring at, or were missed by, endpoints of the user without a network. */
  catchUp(endpoint: Endpoint): void {
    const otherEndpoints = this.deps.endpoints
      .listForUser(endpoint.oid)
      .filter((other) => other !== endpoint && isCutOff(other));
    for (const event of takeMissedCalls(otherEndpoints)) sendEvent(endpoint, event);
    for (const call of this.calls.list()) {
      for (const { invitation, ringingEndpoints, pendingSignals } of call.participants.values()) {
        if (!invitation || !otherEndpoints.some((other) => ringingEndpoints.has(other))) continue;
        ringingEndpoints.add(endpoint);
        for (const event of [invitation, ...pendingSignals]) sendEvent(endpoint, event);
      }
    }
  }

  private createInvitation(
    call: Call,
    inviter: Participant,
    callee: Participant,
    { transferor, context }: InvitationOptions,
  ): NonNullable<Participant['invitation']> {
    const { id, rawId, botMedia } = inviter;
    const transferorName = transferor && this.deps.directory.findVoiceApplication(transferor)?.displayName;
    return {
      t: 'incoming',
      call: call.id,
      self: callee.id,
      from: { participant: id, id: rawId, ...(botMedia && { bot: botMedia }) },
      ...(transferor && { transferor }),
      ...(transferorName && { transferorName }),
      ...(context && { context }),
      ...(call.threadId && { threadId: call.threadId }),
    };
  }

  /** Shows the callee as ringing, and lets the invitation fail after `timeoutMs` without an answer. */
  private startRinging(call: Call, callee: Participant, timeoutMs: number): void {
    callee.presence = 'Ringing';
    callee.cancelTimer = this.calls.clock.after(timeoutMs, () => {
      this.calls.notifyEnd(call, callee, endCodes.noAnswer);
      this.calls.failInvitation(call, callee, endCodes.noAnswer);
    });
    announceParticipant(call, callee);
  }

  /** Lets the invitation ring for `ringingMs` (0 means not at all), and then answers it in place of the callee. */
  private answerAfter(
    call: Call,
    callee: Participant,
    answer: GeneratedMedia | EndCode,
    ringingMs: number,
  ): void {
    if (ringingMs === 0) return this.answer(call, callee, answer);
    this.startRinging(call, callee, ringingMs);
    // The answer replaces the time-out that `startRinging` has set.
    callee.cancelTimer?.();
    callee.cancelTimer = this.calls.clock.after(ringingMs, () => this.answer(call, callee, answer));
  }

  /** @param answer the media of the bot that accepts, or the end reason with which the invitation fails. */
  private answer(call: Call, callee: Participant, answer: GeneratedMedia | EndCode): void {
    if (typeof answer !== 'string') return this.calls.failInvitation(call, callee, answer);
    callee.botMedia = answer;
    callee.state = { ...defaultMediaState, video: answer === 'echo' };
    this.calls.completeJoin(call, callee);
    return this.deliverPendingSignals(call, callee);
  }

  /**
   * Returns signals to the sender if a bot answers, whose media the sender's page plays. A page has got them while it rang.
   */
  private deliverPendingSignals(call: Call, { botMedia, pendingSignals }: Participant): void {
    for (const event of pendingSignals.splice(0)) {
      const endpoint = call.participants.get(event.from)?.endpoint;
      if (botMedia && endpoint) sendEvent(endpoint, event);
    }
  }
}

/** Takes the calls that endpoints without a network have missed. @returns the beginning and the end of each, only once. */
function takeMissedCalls(endpoints: readonly Endpoint[]): SignallingEvent[] {
  /** Maps the participant id of the user in each missed call to the two events of the call. */
  const missedCalls = new Map<string, SignallingEvent[]>();
  for (const endpoint of endpoints) {
    const { unacknowledged } = endpoint.outbox;
    const { passedOnUpTo = 0 } = endpoint;
    const events = unacknowledged.filter(({ n }) => n > passedOnUpTo).map(({ message }) => message);
    endpoint.passedOnUpTo = unacknowledged.at(-1)?.n ?? passedOnUpTo;
    for (const incoming of events) {
      if (incoming.t !== 'incoming') continue;
      const ended = events.find((event) => event.t === 'ended' && event.self === incoming.self);
      if (ended) missedCalls.set(incoming.self, [incoming, ended]);
    }
  }
  return [...missedCalls.values()].flat();
}

interface BotAnswer {
  /** How long the call rings before the bot answers, in milliseconds. */
  readonly afterMs: number;
  /** The bot's media if it accepts; the end reason if it refuses; `null` if it lets the call ring. */
  readonly answer: GeneratedMedia | EndCode | null;
}

/** What a called raw id stands for. An unanswered call ends after `ringTimeoutMs`. */
type ResolvedCallee =
  | { kind: 'person'; oid: string; ringTimeoutMs: number }
  | ({ kind: 'bot'; ringTimeoutMs: number } & BotAnswer)
  | { kind: 'nobody'; end: EndCode };

const bots: Record<NonNullable<Person['bot']>, BotAnswer> = {
  echo: { afterMs: 0, answer: 'echo' },
  busy: { afterMs: 0, answer: endCodes.busy },
  decline: { afterMs: 1_000, answer: endCodes.declined },
  noAnswer: { afterMs: 0, answer: null },
};

const phones: Record<PhoneBehaviour, BotAnswer> = {
  answer: { afterMs: 500, answer: 'phone' },
  busy: { afterMs: 500, answer: endCodes.phoneBusy },
  decline: { afterMs: 500, answer: endCodes.declined },
  noAnswer: { afterMs: 0, answer: null },
};

/** @returns how the emulator answers in place of a telephone or a Teams voice application. */
function findPhoneAnswer(rawId: string, directory: Directory): BotAnswer | undefined {
  if (emergencyNumbers.has(rawId)) return phones.answer;
  const phoneOrVoiceApp =
    directory.phones.find(({ number }) => `4:${number}` === rawId) ?? directory.findVoiceApplication(rawId);
  return phoneOrVoiceApp && phones[phoneOrVoiceApp.whenCalled];
}

/** Finds out what a called raw id stands for. A voicemail answers at once. */
function resolveCallee(
  rawId: string,
  directory: Directory,
  { ringTimeoutMs, phoneRingTimeoutMs }: SignallingTiming,
  isVoicemail = false,
): ResolvedCallee {
  const phoneAnswer = findPhoneAnswer(rawId, directory);
  if (phoneAnswer && !isVoicemail) return { kind: 'bot', ringTimeoutMs: phoneRingTimeoutMs, ...phoneAnswer };
  const oid = /^8:orgid:(.+)$/.exec(rawId)?.[1];
  const person = oid === undefined ? undefined : directory.findPerson(oid);
  if (!person) return { kind: 'nobody', end: endCodes.notFound };
  if (isVoicemail) return { kind: 'bot', ringTimeoutMs, afterMs: 0, answer: 'voicemail' };
  return person.bot
    ? { kind: 'bot', ringTimeoutMs, ...bots[person.bot] }
    : { kind: 'person', oid: person.oid, ringTimeoutMs };
}
