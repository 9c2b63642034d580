import type { StartCaptionsOptions, TeamsCaptions } from '@azure/communication-calling';
import { captionLanguages, defaultSpokenLanguage, spokenLanguages } from '../../wire/captionLanguages.ts';
import { callingError } from '../base/errors.ts';
import { Emitter, type Listener } from '../base/events.ts';
import type { CallSession } from '../call/session.ts';

/** A caption as the signalling server sends it. */
interface Caption {
  readonly text: string;
  readonly final: boolean;
  /** The language that is spoken. */
  readonly spoken: string;
  /** In milliseconds since 1970. */
  readonly at: number;
}

/**
 * Live captions. The emulator does not recognize speech: a control (an HTTP route under `/emulator`, or a button on the
 * page `/emulator`) chooses the speaker and the text. A translation is the same text, marked with its language, such as
 * `[de] Hello`.
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/closed-captions-teams-interop-how-to
 */
export class EmuTeamsCaptions implements TeamsCaptions {
  readonly kind = 'TeamsCaptions';
  private readonly emitter = new Emitter('TeamsCaptions', [
    'CaptionsActiveChanged',
    'CaptionsReceived',
    'SpokenLanguageChanged',
    'CaptionLanguageChanged',
  ]);
  private readonly session: CallSession;
  private readonly stopFunctions: readonly (() => void)[];
  private wasActive = false;

  constructor(session: CallSession) {
    this.session = session;
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

  get supportedCaptionLanguages(): string[] {
    return [...captionLanguages];
  }

  /** Whether the local participant has started captions. */
  get isCaptionsFeatureActive(): boolean {
    return this.languages.has(this.session.deps.ownParticipantId);
  }

  get activeSpokenLanguage(): string {
    return this.languages.get('spoken') ?? defaultSpokenLanguage;
  }

  get activeCaptionLanguage(): string {
    // Until the user chooses a language, captions are not translated: for example, if `en-us` is spoken, the captions
    // are in `en`.
    return this.languages.get(this.session.deps.ownParticipantId) ?? this.activeSpokenLanguage.slice(0, 2);
  }

  async startCaptions(options?: StartCaptionsOptions): Promise<void> {
    await this.session.sharedState.sendFeatureRequest('captions', { start: options?.spokenLanguage ?? null });
  }

  async stopCaptions(): Promise<void> {
    if (this.isCaptionsFeatureActive)
      await this.session.sharedState.sendFeatureRequest('captions', { stop: true });
  }

  /**
   * @param language the spoken language. Microsoft documents that 'en-us' replaces a language that is not supported.
   * @throws 400/45206 when captions are not started.
   */
  async setSpokenLanguage(language: string): Promise<void> {
    this.checkStarted(45206, 'spoken');
    // The server refuses a text of more than 16 characters, and uses `en-us` instead of an unknown language.
    await this.session.sharedState.sendFeatureRequest('captions', { spoken: language.slice(0, 16) });
  }

  /** @throws 400/45210 when captions are not started; 400/0 for a language that is not supported. */
  async setCaptionLanguage(language: string): Promise<void> {
    this.checkStarted(45210, 'caption');
    if (!captionLanguages.includes(language)) {
      throw callingError(400, 0, `Failed to set the caption language: '${language}' is not supported.`);
    }
    await this.session.sharedState.sendFeatureRequest('captions', { language });
  }

  on(event: string, listener: Listener): void {
    this.emitter.on(event, listener);
  }

  off(event: string, listener: Listener): void {
    this.emitter.off(event, listener);
  }

  /** Not for apps. */
  close(): void {
    for (const stopListening of this.stopFunctions) stopListening();
    this.emitter.removeAllListeners();
  }

  private checkStarted(subCode: number, languageKind: 'spoken' | 'caption'): void {
    if (this.isCaptionsFeatureActive) return;
    throw callingError(400, subCode, `Failed to set the ${languageKind} language: captions are not started.`);
  }

  /**
   * The languages of the call. The key `spoken` stands for the spoken language. Every further key is the id of a
   * participant who has started captions, and its value is the language of that participant's captions.
   */
  private get languages(): ReadonlyMap<string, string> {
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

  private receive(speakerId: string, { text, final, spoken, at }: Caption): void {
    const identifier = this.session.identifierOfParticipant(speakerId);
    if (!identifier) return;
    const captionLanguage = this.activeCaptionLanguage;
    this.emitter.emit('CaptionsReceived', {
      captionText: spoken.startsWith(captionLanguage) ? text : `[${captionLanguage}] ${text}`,
      captionLanguage,
      resultType: final ? 'Final' : 'Partial',
      speaker: { identifier },
      spokenLanguage: spoken,
      spokenText: text,
      timestamp: new Date(at),
    });
  }
}
