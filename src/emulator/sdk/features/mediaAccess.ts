import type { MediaAccess, MediaAccessCallFeature, MeetingMediaAccess } from '@azure/communication-calling';
import type { CommunicationIdentifier } from '@azure/communication-common';
import { accessOf, meetingAccess, meetingKey, type Access } from '../../wire/mediaAccess.ts';
import { callingError } from '../base/errors.ts';
import type { EmuRemoteParticipant } from '../participants/remoteParticipant.ts';
import type { CallSession } from '../call/session.ts';
import { EmuCallFeature } from './callFeature.ts';
import { participantIdsOf } from './participantIds.ts';

const failure = 'Failed to change media access';

/**
 * Permits or forbids the attendees of a meeting to unmute and to turn on their cameras.
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/media-access
 */
export class EmuMediaAccess
  extends EmuCallFeature<'mediaAccessChanged' | 'meetingMediaAccessChanged'>
  implements MediaAccessCallFeature
{
  readonly name = 'MediaAccess';

  constructor(session: CallSession) {
    super(session, 'MediaAccessCallFeature', ['mediaAccessChanged', 'meetingMediaAccessChanged']);
    this.onDispose(
      session.sharedState.watch('mediaAccess', ({ key }) => {
        const participant = session.find(key);
        if (key === meetingKey) {
          this.emitter.emit('meetingMediaAccessChanged', {
            meetingMediaAccess: this.getMeetingMediaAccess(),
          });
        } else if (participant) {
          this.emitter.emit('mediaAccessChanged', { mediaAccesses: [this.accessOf(participant)] });
        }
      }),
    );
  }

  /**
   * @throws 403/46502 when the role forbids it; 403/46503 in a 1:1 call; 403/46504 for participants who are not
   * attendees; 412/46505 when the call is not Connected.
   */
  permitAudio(participants: CommunicationIdentifier[]): Promise<void> {
    return this.change('audio', true, participants);
  }

  /** Also mutes the participants. @throws as `permitAudio` does. */
  forbidAudio(participants: CommunicationIdentifier[]): Promise<void> {
    return this.change('audio', false, participants);
  }

  /** @throws as `permitAudio` does. */
  permitVideo(participants: CommunicationIdentifier[]): Promise<void> {
    return this.change('video', true, participants);
  }

  /** Also turns off the participants' cameras. @throws as `permitAudio` does. */
  forbidVideo(participants: CommunicationIdentifier[]): Promise<void> {
    return this.change('video', false, participants);
  }

  permitOthersAudio(): Promise<void> {
    return this.change('audio', true);
  }

  forbidOthersAudio(): Promise<void> {
    return this.change('audio', false);
  }

  permitOthersVideo(): Promise<void> {
    return this.change('video', true);
  }

  forbidOthersVideo(): Promise<void> {
    return this.change('video', false);
  }

  getAllOthersMediaAccess(): MediaAccess[] {
    return this.session.participants.map((participant) => this.accessOf(participant));
  }

  getMeetingMediaAccess(): MeetingMediaAccess {
    return toMeetingAccess(meetingAccess(this.session.sharedState.of('mediaAccess')));
  }

  private accessOf({ participantId, identifier, role }: EmuRemoteParticipant): MediaAccess {
    const access = accessOf(this.session.sharedState.of('mediaAccess'), participantId, role as 'Attendee');
    return { participant: identifier, ...toMeetingAccess(access) };
  }

  /** @param identifiers all other attendees when left out. */
  private async change(
    media: keyof Access,
    permit: boolean,
    identifiers?: CommunicationIdentifier[],
  ): Promise<void> {
    const { session } = this;
    if (session.state !== 'Connected')
      throw callingError(412, 46505, `${failure}: the call is not Connected.`);
    const participants = identifiers && participantIdsOf(session, identifiers, failure);
    await session.sharedState.ask('mediaAccess', {
      media,
      permit,
      ...(participants ? { participants } : {}),
    });
  }
}

const toMeetingAccess = ({ audio, video }: Access): MeetingMediaAccess => ({
  isAudioPermitted: audio,
  isVideoPermitted: video,
});
