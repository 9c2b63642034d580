import type * as Real from '@azure/communication-calling';
import { captionLanguages, defaultSpokenLanguage, spokenLanguages } from '../../wire/captionLanguages.ts';
import { agentRefusals } from '../../wire/agentRules.ts';
import { isPhoneNumber, isTeamsUser } from '../../wire/rawIds.ts';
import { check, toError } from '../base/errors.ts';
import { Emitter } from '../base/events.ts';
import { getPageConditions, watchPageConditions } from '../base/pageConditions.ts';
import { isOwnAgent } from '../call/agentChecks.ts';
import type { CallSession } from '../call/session.ts';
import { EmuCallFeature } from './callFeature.ts';

/** A caption as the signalling server sends it. */
interface Caption {
  readonly text: string;
  readonly final: boolean;
  /** The language that is spoken. */
  readonly spoken: string;
  /** In milliseconds since 1970. */
  readonly at: number;
}

/** Live captions without translation. There is no speech recognition: the emulator's HTTP routes or page give the text. */
class EmuPlainCaptions implements Real.Captions {
  readonly kind: Real.CaptionsKind;
  protected readonly session: CallSession;
  readonly on: Emitter['on'];
  readonly off: Emitter['off'];
  private readonly emitter: Emitter;
  private readonly stopFunctions: readonly (() => void)[];
  private wasActive: boolean;

  constructor(session: CallSession, kind: Real.CaptionsKind = 'Captions') {
    this.session = session;
    this.kind = kind;
    const eventNames = ['CaptionsActiveChanged', 'CaptionsReceived', 'SpokenLanguageChanged'];
    if (kind === 'TeamsCaptions') eventNames.push('CaptionLanguageChanged');
    this.emitter = new Emitter(kind, eventNames);
    this.on = this.emitter.on;
    this.off = this.emitter.off;
    this.wasActive = this.isCaptionsFeatureActive;
    this.stopFunctions = [
      session.sharedState.watch('captions', ({ key }) => this.update(key)),
      session.sharedState.onMessage('captions', ({ senderId, content }) =>
        this.receive(senderId, content as Caption),
      ),
    ];
  }

  get supportedSpokenLanguages(): string[] {
    return [...spokenLanguages];
  }

  get isCaptionsFeatureActive(): boolean {
    return this.languages.has(this.session.deps.ownParticipantId);
  }

  get activeSpokenLanguage(): string {
    return this.languages.get('spoken') ?? defaultSpokenLanguage;
  }

  async startCaptions(options?: Real.StartCaptionsOptions): Promise<void> {
    if (isOwnAgent(this.session)) throw toError(agentRefusals.captions);
    const hasPhone = this.session.roster.participants.some(({ rawId }) => isPhoneNumber(rawId));
    // `noPhoneCaptions` is a condition of the emulator: a fault that a test switches on.
    const isRefused = hasPhone && getPageConditions().noPhoneCaptions;
    check(!isRefused, 403, 0, 'Failed to start captions: a phone number takes part in the call.');
    // `null` keeps the call's spoken language, which is the default one at first.
    await this.send({ start: options?.spokenLanguage ?? null });
  }

  async stopCaptions(): Promise<void> {
    if (this.isCaptionsFeatureActive) await this.send({ stop: true });
  }

  async setSpokenLanguage(language: string): Promise<void> {
    this.checkStarted(45206, 'spoken');
    // As Microsoft documents, `en-us` replaces an unknown language. The server does that, but refuses more than 16 characters.
    await this.send({ spoken: language.slice(0, 16) });
  }

  /** Not for apps. */
  close(): void {
    for (const stopListening of this.stopFunctions) stopListening();
    this.emitter.removeAllListeners();
  }

  /** @returns the fields that the event `CaptionsReceived` has only for captions of this kind. */
  protected describeText(_caption: Caption): object {
    return {};
  }

  protected send(request: object): Promise<void> {
    return this.session.sharedState.sendFeatureRequest('captions', request);
  }

  protected checkStarted(subCode: number, languageKind: 'spoken' | 'caption'): void {
    const message = `Failed to set the ${languageKind} language: captions are not started.`;
    check(this.isCaptionsFeatureActive, 400, subCode, message);
  }

  /** Maps `spoken` to the spoken language, and the id of each participant who has started captions to the captions' language. */
  protected get languages(): ReadonlyMap<string, string> {
    return this.session.sharedState.valuesOf('captions') as ReadonlyMap<string, string>;
  }

  private update(key: string): void {
    if (key === 'spoken') return this.emitter.emit('SpokenLanguageChanged');
    if (key !== this.session.deps.ownParticipantId) return undefined;
    const isActive = this.isCaptionsFeatureActive;
    const hasActiveChanged = isActive !== this.wasActive;
    this.wasActive = isActive;
    return this.emitter.emit(hasActiveChanged ? 'CaptionsActiveChanged' : 'CaptionLanguageChanged');
  }

  private receive(speakerId: string, caption: Caption): void {
    const identifier = this.session.identifierOfParticipant(speakerId);
    if (!identifier) return;
    this.emitter.emit('CaptionsReceived', {
      ...this.describeText(caption),
      resultType: caption.final ? 'Final' : 'Partial',
      speaker: { identifier },
      spokenLanguage: caption.spoken,
      spokenText: caption.text,
      timestamp: new Date(caption.at),
    });
  }
}

/** The captions of Teams. A translation is the same text, marked with its language, such as `[de] Hello`. */
class EmuTeamsCaptions extends EmuPlainCaptions implements Real.TeamsCaptions {
  constructor(session: CallSession) {
    super(session, 'TeamsCaptions');
  }

  get supportedCaptionLanguages(): string[] {
    return [...captionLanguages];
  }

  get activeCaptionLanguage(): string {
    // Until the user chooses a language, there is no translation: for the spoken `en-us`, captions are in `en`.
    return this.languages.get(this.session.deps.ownParticipantId) ?? this.activeSpokenLanguage.slice(0, 2);
  }

  async setCaptionLanguage(language: string): Promise<void> {
    this.checkStarted(45210, 'caption');
    const isSupported = captionLanguages.includes(language);
    check(isSupported, 400, 0, `Failed to set the caption language: '${language}' is not supported.`);
    await this.send({ language });
  }

  protected override describeText({ text, spoken }: Caption): object {
    const captionLanguage = this.activeCaptionLanguage;
    const captionText = spoken.startsWith(captionLanguage) ? text : `[${captionLanguage}] ${text}`;
    return { captionText, captionLanguage };
  }
}

/**
 * The captions of a call: those of Teams, or plain ones in a call of ACS users alone. A test may switch on the condition
 * `plainCaptions`, which makes all captions plain.
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/closed-captions-teams-interop-how-to
 */
export class EmuCaptions extends EmuCallFeature implements Real.CaptionsCallFeature {
  readonly name = 'Captions';
  protected readonly emitter = new Emitter('CaptionsCallFeature', ['CaptionsKindChanged']);
  captions: EmuPlainCaptions;

  /** Whether Teams takes part in the call. Once a Teams user has joined it, it stays a call of Teams. */
  private involvesTeams = false;

  constructor(session: CallSession) {
    super(session);
    this.captions = this.createCaptions();
    this.follow(session.events, 'remoteParticipantsUpdated', () => void this.changeKind());
    this.follow(session.context.changes, 'changed', () => void this.changeKind());
    const stopWatching = watchPageConditions(() => void this.changeKind());
    this.onDispose(stopWatching);
    // Many apps never dispose features, and the conditions outlive the call. So the end of the call also ends the watching.
    this.follow(session.events, 'stateChanged', () => session.hasEnded && stopWatching());
    if (session.hasEnded) stopWatching();
    this.onDispose(() => this.captions.close());
  }

  /** In SDK 2.0.0, too, an ACS user's call is no call of Teams yet while it is joining a meeting. */
  private decideIsPlain(): boolean {
    const { deps, context, roster } = this.session;
    this.involvesTeams ||=
      deps.callClass === 'TeamsCall' ||
      (context.kind === 'meeting' && context.role !== 'Unknown') ||
      roster.participants.some(({ rawId }) => isTeamsUser(rawId));
    return !this.involvesTeams || (getPageConditions().plainCaptions ?? false);
  }

  private createCaptions(): EmuPlainCaptions {
    return this.decideIsPlain() ? new EmuPlainCaptions(this.session) : new EmuTeamsCaptions(this.session);
  }

  /** Replaces the captions if the call now has the other kind. The app must start the new captions itself. */
  private async changeKind(): Promise<void> {
    const { captions, session } = this;
    if ((captions.kind === 'Captions') === this.decideIsPlain() || session.hasEnded) return;
    // The call may end before the captions have stopped.
    if (captions.isCaptionsFeatureActive) await captions.stopCaptions().catch(() => undefined);
    if (this.captions !== captions) return;
    captions.close();
    this.captions = this.createCaptions();
    this.emitter.emit('CaptionsKindChanged');
  }
}
