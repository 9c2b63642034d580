import type { MediaAccess, MediaAccessCallFeature, MeetingMediaAccess } from '@azure/communication-calling';
import type { CommunicationIdentifier } from '@azure/communication-common';
import {
  decideMediaAccess,
  readMeetingAccess,
  meetingOptionsKey,
  type AttendeeAccess,
} from '../../wire/mediaAccess.ts';
import type { CallRole } from '../../wire/protocol.ts';
import { callingError } from '../base/errors.ts';
import type { EmuRemoteParticipant } from '../participants/remoteParticipant.ts';
import type { CallSession } from '../call/session.ts';
import { EmuCallFeature } from './callFeature.ts';

/** The beginning of the messages of this feature's errors. */
const failure = 'Failed to change media access';

/**
 * Permits or forbids the attendees of a meeting to unmute and to turn on their cameras. There is a setting for the
 * whole meeting. An attendee may have a setting of their own, which overrides it.
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
      // The key is a participant id, or `meetingOptionsKey` for the setting of the whole meeting.
      session.sharedState.watch('mediaAccess', ({ key }) => {
        const participant = session.findParticipant(key);
        if (key === meetingOptionsKey) {
          this.emitter.emit('meetingMediaAccessChanged', {
            meetingMediaAccess: this.getMeetingMediaAccess(),
          });
        } else if (participant) {
          this.emitter.emit('mediaAccessChanged', { mediaAccesses: [this.mediaAccessOf(participant)] });
        }
      }),
    );
  }

  /**
   * @throws 403/46502 when the role forbids it; 403/46503 in a 1:1 call; 403/46504 for participants who are not
   * attendees; 412/46505 when the call is not Connected.
   */
  permitAudio(participants: CommunicationIdentifier[]): Promise<void> {
    return this.changeAccess('audio', true, participants);
  }

  /** Also mutes the participants. @throws as `permitAudio` does. */
  forbidAudio(participants: CommunicationIdentifier[]): Promise<void> {
    return this.changeAccess('audio', false, participants);
  }

  /** @throws as `permitAudio` does. */
  permitVideo(participants: CommunicationIdentifier[]): Promise<void> {
    return this.changeAccess('video', true, participants);
  }

  /** Also turns off the participants' cameras. @throws as `permitAudio` does. */
  forbidVideo(participants: CommunicationIdentifier[]): Promise<void> {
    return this.changeAccess('video', false, participants);
  }

  permitOthersAudio(): Promise<void> {
    return this.changeAccess('audio', true);
  }

  forbidOthersAudio(): Promise<void> {
    return this.changeAccess('audio', false);
  }

  permitOthersVideo(): Promise<void> {
    return this.changeAccess('video', true);
  }

  forbidOthersVideo(): Promise<void> {
    return this.changeAccess('video', false);
  }

  getAllOthersMediaAccess(): MediaAccess[] {
    return this.session.participants.map((participant) => this.mediaAccessOf(participant));
  }

  getMeetingMediaAccess(): MeetingMediaAccess {
    return toSdkAccess(readMeetingAccess(this.session.sharedState.valuesOf('mediaAccess')));
  }

  private mediaAccessOf({ participantId, identifier, role }: EmuRemoteParticipant): MediaAccess {
    const access = decideMediaAccess(
      this.session.sharedState.valuesOf('mediaAccess'),
      participantId,
      role as 'Attendee',
    );
    return { participant: identifier, ...toSdkAccess(access) };
  }

  /** @param identifiers the attendees whose access changes. Default: all other attendees. */
  private async changeAccess(
    media: keyof AttendeeAccess,
    isPermitted: boolean,
    identifiers?: CommunicationIdentifier[],
  ): Promise<void> {
    const { session } = this;
    if (session.state !== 'Connected') {
      throw changerRoles.has(session.context.role)
        ? callingError(412, 46505, `${failure}: the call is not Connected.`)
        : callingError(403, 46502, `${failure}: the role does not allow it.`);
    }
    const participantIds = identifiers && session.roster.participantIdsOf(identifiers, failure);
    await session.sharedState.sendFeatureRequest('mediaAccess', {
      media,
      permit: isPermitted,
      ...(participantIds ? { participants: participantIds } : {}),
    });
  }
}

const changerRoles: ReadonlySet<CallRole> = new Set(['Organizer', 'Co-organizer', 'Presenter']);

const toSdkAccess = ({ audio, video }: AttendeeAccess): MeetingMediaAccess => ({
  isAudioPermitted: audio,
  isVideoPermitted: video,
});
