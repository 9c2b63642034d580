import type { DominantSpeakersCallFeature, DominantSpeakersInfo } from '@azure/communication-calling';
import { Emitter, type Listener } from '../base/events.ts';
import type { EmuRemoteParticipant } from '../participants/remoteParticipant.ts';
import type { CallSession } from '../call/session.ts';

/** Who speaks, from the levels that really arrive; whoever began last stands first, and stays until another speaks. */
export class EmuDominantSpeakers implements DominantSpeakersCallFeature {
  readonly name = 'DominantSpeakers';
  private readonly emitter = new Emitter('DominantSpeakersCallFeature', ['dominantSpeakersChanged']);
  private readonly session: CallSession;
  private speakers: readonly EmuRemoteParticipant[] = [];
  private at = new Date();

  constructor(session: CallSession) {
    this.session = session;
    session.measured.on('measured', this.look);
  }

  get dominantSpeakers(): DominantSpeakersInfo {
    return { speakersList: this.speakers.map(({ identifier }) => identifier), timestamp: this.at };
  }

  on(event: string, listener: Listener): void {
    this.emitter.on(event, listener);
  }

  off(event: string, listener: Listener): void {
    this.emitter.off(event, listener);
  }

  dispose(): void {
    this.session.measured.off('measured', this.look);
    this.emitter.clear();
  }

  private readonly look = (): void => {
    const { participants } = this.session;
    const speaking = participants.filter(({ isSpeaking }) => isSpeaking);
    const begun = speaking.filter((one) => !this.speakers.includes(one));
    const stay = this.speakers.filter((one) => (speaking.length > 0 ? speaking : participants).includes(one));
    const next = [...begun, ...stay];
    if (next.length === this.speakers.length && next.every((one, i) => one === this.speakers[i])) return;
    this.speakers = next;
    this.at = new Date();
    this.emitter.emit('dominantSpeakersChanged');
  };
}
