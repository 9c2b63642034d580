import type { DominantSpeakersCallFeature, DominantSpeakersInfo } from '@azure/communication-calling';
import { Emitter, type Listener } from '../base/events.ts';
import type { EmuRemoteParticipant } from '../participants/remoteParticipant.ts';
import type { CallSession } from '../call/session.ts';

/**
 * The participants who speak, by the audio levels that are measured. The one who began last comes first, and stays until
 * another participant speaks.
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/dominant-speaker
 */
export class EmuDominantSpeakers implements DominantSpeakersCallFeature {
  readonly name = 'DominantSpeakers';
  private readonly emitter = new Emitter('DominantSpeakersCallFeature', ['dominantSpeakersChanged']);
  private readonly session: CallSession;
  private speakers: readonly EmuRemoteParticipant[] = [];
  private changedAt = new Date();

  constructor(session: CallSession) {
    this.session = session;
    session.measured.on('measured', this.update);
  }

  get dominantSpeakers(): DominantSpeakersInfo {
    return { speakersList: this.speakers.map(({ identifier }) => identifier), timestamp: this.changedAt };
  }

  on(event: string, listener: Listener): void {
    this.emitter.on(event, listener);
  }

  off(event: string, listener: Listener): void {
    this.emitter.off(event, listener);
  }

  dispose(): void {
    this.session.measured.off('measured', this.update);
    this.emitter.clear();
  }

  private readonly update = (): void => {
    const { participants } = this.session;
    const speaking = participants.filter(({ isSpeaking }) => isSpeaking);
    const started = speaking.filter((speaker) => !this.speakers.includes(speaker));
    const staying = speaking.length > 0 ? speaking : participants;
    const next = [...started, ...this.speakers.filter((speaker) => staying.includes(speaker))];
    if (next.length === this.speakers.length && next.every((speaker, i) => speaker === this.speakers[i]))
      return;
    this.speakers = next;
    this.changedAt = new Date();
    this.emitter.emit('dominantSpeakersChanged');
  };
}
