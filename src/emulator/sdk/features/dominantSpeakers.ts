import type { DominantSpeakersCallFeature, DominantSpeakersInfo } from '@azure/communication-calling';
import { Emitter } from '../base/events.ts';
import type { EmuRemoteParticipant } from '../participants/remoteParticipant.ts';
import type { CallSession } from '../call/session.ts';
import { EmuCallFeature } from './callFeature.ts';

/**
 * The participants who speak. Who began to speak last comes first. When all have stopped, the list stays as it is until a
 * participant speaks again.
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/dominant-speaker
 */
export class EmuDominantSpeakers extends EmuCallFeature implements DominantSpeakersCallFeature {
  readonly name = 'DominantSpeakers';
  protected readonly emitter = new Emitter('DominantSpeakersCallFeature', ['dominantSpeakersChanged']);
  private speakers: readonly EmuRemoteParticipant[] = [];
  private changedAt = new Date();

  constructor(session: CallSession) {
    super(session);
    this.follow(session.measurementEvents, 'measured', this.update);
  }

  get dominantSpeakers(): DominantSpeakersInfo {
    return { speakersList: this.speakers.map(({ identifier }) => identifier), timestamp: this.changedAt };
  }

  private readonly update = (): void => {
    const { participants } = this.session.roster;
    const speakingParticipants = participants.filter(({ isSpeaking }) => isSpeaking);
    const newSpeakers = speakingParticipants.filter((participant) => !this.speakers.includes(participant));
    // When nobody speaks, the last speakers stay listed while they are in the call.
    const stayingParticipants = speakingParticipants.length > 0 ? speakingParticipants : participants;
    const stayingSpeakers = this.speakers.filter((speaker) => stayingParticipants.includes(speaker));
    // Speakers who stay keep their order, so only a new or a missing speaker changes the list.
    if (newSpeakers.length === 0 && stayingSpeakers.length === this.speakers.length) return;
    this.speakers = [...newSpeakers, ...stayingSpeakers];
    this.changedAt = new Date();
    this.emitter.emit('dominantSpeakersChanged');
  };
}
