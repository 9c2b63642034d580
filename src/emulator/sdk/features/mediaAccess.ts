import type { MediaAccess, MediaAccessCallFeature, MeetingMediaAccess } from '@azure/communication-calling';
import type { CommunicationIdentifier } from '@azure/communication-common';
import {
  decideMediaAccess,
  readMeetingAccess,
  meetingOptionsKey,
  type AttendeeAccess,
} from '../../wire/mediaAccess.ts';
import type { CallRole } from '../../wire/protocol.ts';
import { check } from '../base/errors.ts';
import { Emitter } from '../base/events.ts';
import type { EmuRemoteParticipant } from '../participants/remoteParticipant.ts';
import type { CallSession } from '../call/session.ts';
import { EmuCallFeature } from './callFeature.ts';

type Participants = CommunicationIdentifier[];

const changerRoles: ReadonlySet<CallRole> = new Set(['Organizer', 'Co-organizer', 'Presenter']);

/** All error messages of this feature begin with this text. */
const failure = 'Failed to change media access';

/**
 * Lets the attendees of a meeting unmute and turn on their cameras, or forbids it. The meeting has one setting for all. An
 * attendee may have a setting of their own, which overrides it.
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/media-access
 */
export class EmuMediaAccess extends EmuCallFeature implements MediaAccessCallFeature {
  readonly name = 'MediaAccess';
  protected readonly emitter = new Emitter('MediaAccessCallFeature', [
    'mediaAccessChanged',
    'meetingMediaAccessChanged',
  ]);

  constructor(session: CallSession) {
    super(session);
    // The key is a participant id, or `meetingOptionsKey` for the setting of the whole meeting.
    this.watch('mediaAccess', ({ key }) => {
      const meetingMediaAccess = this.getMeetingMediaAccess();
      if (key === meetingOptionsKey) this.emitter.emit('meetingMediaAccessChanged', { meetingMediaAccess });
      const participant = session.roster.find(key);
      if (!participant) return;
      this.emitter.emit('mediaAccessChanged', { mediaAccesses: [this.mediaAccessOf(participant)] });
    });
  }

  // Besides the errors of `changeAccess`, the server refuses 1:1 calls (403/46503, code/subcode) and non-attendees (403/46504).
  readonly permitAudio = (participants: Participants) => this.changeAccess('audio', true, participants);
  /** Also mutes the participants. */
  readonly forbidAudio = (participants: Participants) => this.changeAccess('audio', false, participants);
  readonly permitVideo = (participants: Participants) => this.changeAccess('video', true, participants);
  /** Also turns off the participants' cameras. */
  readonly forbidVideo = (participants: Participants) => this.changeAccess('video', false, participants);
  readonly permitOthersAudio = () => this.changeAccess('audio', true);
  readonly forbidOthersAudio = () => this.changeAccess('audio', false);
  readonly permitOthersVideo = () => this.changeAccess('video', true);
  readonly forbidOthersVideo = () => this.changeAccess('video', false);

  getAllOthersMediaAccess(): MediaAccess[] {
    return this.session.roster.participants.map((participant) => this.mediaAccessOf(participant));
  }

  getMeetingMediaAccess(): MeetingMediaAccess {
    return toSdkAccess(readMeetingAccess(this.session.sharedState.valuesOf('mediaAccess')));
  }

  private mediaAccessOf({ participantId, identifier, role }: EmuRemoteParticipant): MediaAccess {
    const values = this.session.sharedState.valuesOf('mediaAccess');
    return { participant: identifier, ...toSdkAccess(decideMediaAccess(values, participantId, role)) };
  }

  /**
   * @param identifiers the attendees whose access changes. Default: all other attendees.
   * @throws 403/46502 when the role does not allow the change; 412/46505 when the call is not connected.
   */
  private async changeAccess(
    media: keyof AttendeeAccess,
    isPermitted: boolean,
    identifiers?: Participants,
  ): Promise<void> {
    const { session } = this;
    const isConnected = session.state === 'Connected';
    const mayChange = changerRoles.has(session.context.role);
    // While the call is connected, the server checks the role, with the same error.
    check(isConnected || mayChange, 403, 46502, `${failure}: the role does not allow it.`);
    check(isConnected, 412, 46505, `${failure}: the call is not Connected.`);
    const participantIds = identifiers && session.roster.participantIdsOf(identifiers, failure);
    await session.sharedState.sendFeatureRequest('mediaAccess', {
      media,
      permit: isPermitted,
      ...(participantIds ? { participants: participantIds } : {}),
    });
  }
}

const toSdkAccess = ({ audio, video }: AttendeeAccess): MeetingMediaAccess => ({
  isAudioPermitted: audio,
  isVideoPermitted: video,
});
