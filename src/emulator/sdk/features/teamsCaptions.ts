import type { StartCaptionsOptions, TeamsCaptions } from '@azure/communication-calling';
import { captionLanguages, defaultSpoken, spokenLanguages } from '../../wire/captionLanguages.ts';
import { callingError } from '../base/errors.ts';
import { Emitter, type Listener } from '../base/events.ts';
import type { CallSession } from '../call/session.ts';

/** A caption as the server sends it. */
interface Caption {
  readonly text: string;
  readonly final: boolean;
  /** The language that is spoken. */
  readonly spoken: string;
  /** In milliseconds since 1970. */
  readonly at: number;
}

/**
 * Live captions. The emulator does not recognize speech: a control says who says what. A translation is the same text,
 * marked with its language.
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
  private readonly stops: readonly (() => void)[];
  private active = false;

  constructor(session: CallSession) {
    this.session = session;
    this.active = this.isCaptionsFeatureActive;
    this.stops = [
      session.sharedState.watch('captions', ({ key }) => this.update(key)),
      session.sharedState.onMessage('captions', ({ from, what }) => this.receive(from, what as Caption)),
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
    return this.languages.has(this.session.deps.self);
  }

  get activeSpokenLanguage(): string {
    return this.languages.get('spoken') ?? defaultSpoken;
  }

  get activeCaptionLanguage(): string {
    return this.languages.get(this.session.deps.self) ?? this.activeSpokenLanguage.slice(0, 2);
  }

  async startCaptions(options?: StartCaptionsOptions): Promise<void> {
    await this.session.sharedState.ask('captions', { start: options?.spokenLanguage ?? null });
  }

  async stopCaptions(): Promise<void> {
    if (this.isCaptionsFeatureActive) await this.session.sharedState.ask('captions', { stop: true });
  }

  /**
   * @param language becomes 'en-us' when it is not supported, as documented.
   * @throws 400/45206 when captions are not started.
   */
  async setSpokenLanguage(language: string): Promise<void> {
    this.checkStarted(45206, 'spoken');
    await this.session.sharedState.ask('captions', { spoken: language.slice(0, 16) });
  }

  /** @throws 400/45210 when captions are not started; 400/0 for a language that is not supported. */
  async setCaptionLanguage(language: string): Promise<void> {
    this.checkStarted(45210, 'caption');
    if (!captionLanguages.includes(language)) {
      throw callingError(400, 0, `Failed to set the caption language: '${language}' is not supported.`);
    }
    await this.session.sharedState.ask('captions', { language });
  }

  on(event: string, listener: Listener): void {
    this.emitter.on(event, listener);
  }

  off(event: string, listener: Listener): void {
    this.emitter.off(event, listener);
  }

  /** Internal to the drop-in. */
  close(): void {
    for (const stop of this.stops) stop();
    this.emitter.clear();
  }

  private checkStarted(subCode: number, which: string): void {
    if (this.isCaptionsFeatureActive) return;
    throw callingError(400, subCode, `Failed to set the ${which} language: captions are not started.`);
  }

  /** The spoken language, by the key `spoken`, and the caption languages, by participant id. */
  private get languages(): ReadonlyMap<string, string> {
    return this.session.sharedState.of('captions') as ReadonlyMap<string, string>;
  }

  private update(key: string): void {
    if (key === 'spoken') return this.emitter.emit('SpokenLanguageChanged');
    if (key !== this.session.deps.self) return undefined;
    const wasActive = this.active;
    this.active = this.isCaptionsFeatureActive;
    return this.emitter.emit(wasActive === this.active ? 'CaptionLanguageChanged' : 'CaptionsActiveChanged');
  }

  private receive(from: string, { text, final, spoken, at }: Caption): void {
    const identifier = this.session.identifierIn(from);
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
