import type { MediaAccess, MediaAccessCallFeature, MeetingMediaAccess } from '@azure/communication-calling';
import type { CommunicationIdentifier } from '@azure/communication-common';
import { accessOf, meetingAccess, meetingKey, type Access } from '../../wire/mediaAccess.ts';
import { callingError } from '../base/errors.ts';
import type { EmuRemoteParticipant } from '../participants/remoteParticipant.ts';
import type { CallSession } from '../call/session.ts';
import { EmuCallFeature } from './callFeature.ts';
import { among } from './participantIds.ts';

const failure = 'Failed to change media access';

/**
 * Permits and forbids attendees of a meeting to unmute and to turn their cameras on.
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/media-access
 */
export class EmuMediaAccess
  extends EmuCallFeature<'mediaAccessChanged' | 'meetingMediaAccessChanged'>
  implements MediaAccessCallFeature
{
  readonly name = 'MediaAccess';

  constructor(session: CallSession) {
    super(session, 'MediaAccessCallFeature', ['mediaAccessChanged', 'meetingMediaAccessChanged']);
    this.until(
      session.shared.watch('mediaAccess', ({ key }) => {
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

  /** @throws 403/46502 by role, 403/46503 in a 1:1 call, 403/46504 for others than attendees, 412/46505 outside Connected. */
  permitAudio(participants: CommunicationIdentifier[]): Promise<void> {
    return this.change('audio', true, participants);
  }

  /** Mutes them, too. @throws as `permitAudio`. */
  forbidAudio(participants: CommunicationIdentifier[]): Promise<void> {
    return this.change('audio', false, participants);
  }

  /** @throws as `permitAudio`. */
  permitVideo(participants: CommunicationIdentifier[]): Promise<void> {
    return this.change('video', true, participants);
  }

  /** Turns their cameras off, too. @throws as `permitAudio`. */
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
    return named(meetingAccess(this.session.shared.of('mediaAccess')));
  }

  private accessOf({ participantId, identifier, role }: EmuRemoteParticipant): MediaAccess {
    const access = accessOf(this.session.shared.of('mediaAccess'), participantId, role as 'Attendee');
    return { participant: identifier, ...named(access) };
  }

  private async change(
    media: keyof Access,
    permit: boolean,
    identifiers?: CommunicationIdentifier[],
  ): Promise<void> {
    const { session } = this;
    if (session.state !== 'Connected')
      throw callingError(412, 46505, `${failure}: the call is not Connected.`);
    const participants = identifiers && among(session, identifiers, failure);
    await session.shared.ask('mediaAccess', { media, permit, ...(participants ? { participants } : {}) });
  }
}

const named = ({ audio, video }: Access): MeetingMediaAccess => ({
  isAudioPermitted: audio,
  isVideoPermitted: video,
});
