import type { CaptionsCallFeature, TeamsCaptions } from '@azure/communication-calling';
import type { CallSession } from '../call/session.ts';
import { EmuCallFeature } from './callFeature.ts';
import { EmuTeamsCaptions } from './teamsCaptions.ts';

/** Of a Teams user's call the captions are Teams', always. */
export class EmuCaptions extends EmuCallFeature<'CaptionsKindChanged'> implements CaptionsCallFeature {
  readonly name = 'Captions';
  readonly captions: TeamsCaptions;

  constructor(session: CallSession) {
    super(session, 'CaptionsCallFeature', ['CaptionsKindChanged']);
    const captions = new EmuTeamsCaptions(session);
    this.captions = captions;
    this.until(() => captions.close());
  }
}
