import type { DominantSpeakersCallFeature, DominantSpeakersInfo } from '@azure/communication-calling';
import type { EmuRemoteParticipant } from '../participants/remoteParticipant.ts';
import type { CallSession } from '../call/session.ts';
import { EmuCallFeature } from './callFeature.ts';

/**
 * The participants who speak, as the measured audio levels show. The participant who began to speak last comes first.
 * When all have stopped, the list stays as it is until a participant speaks again.
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/dominant-speaker
 */
export class EmuDominantSpeakers
  extends EmuCallFeature<'dominantSpeakersChanged'>
  implements DominantSpeakersCallFeature
{
  readonly name = 'DominantSpeakers';
  private speakers: readonly EmuRemoteParticipant[] = [];
  private changedAt = new Date();

  constructor(session: CallSession) {
    super(session, 'DominantSpeakersCallFeature', ['dominantSpeakersChanged']);
    this.follow(session.measurementEvents, 'measured', this.update);
  }

  get dominantSpeakers(): DominantSpeakersInfo {
    return { speakersList: this.speakers.map(({ identifier }) => identifier), timestamp: this.changedAt };
  }

  private readonly update = (): void => {
    const { participants } = this.session;
    const speakingParticipants = participants.filter(({ isSpeaking }) => isSpeaking);
    const newSpeakers = speakingParticipants.filter((participant) => !this.speakers.includes(participant));
    // A participant who has stopped speaking stays in the list until another participant speaks.
    const possibleSpeakers = speakingParticipants.length > 0 ? speakingParticipants : participants;
    const earlierSpeakers = this.speakers.filter((speaker) => possibleSpeakers.includes(speaker));
    const speakers = [...newSpeakers, ...earlierSpeakers];
    const isUnchanged =
      speakers.length === this.speakers.length &&
      speakers.every((speaker, i) => speaker === this.speakers[i]);
    if (isUnchanged) return;
    this.speakers = speakers;
    this.changedAt = new Date();
    this.emitter.emit('dominantSpeakersChanged');
  };
}
