import type { CaptionsCallFeature, TeamsCaptions } from '@azure/communication-calling';
import type { CallSession } from '../call/session.ts';
import { EmuCallFeature } from './callFeature.ts';
import { EmuTeamsCaptions } from './teamsCaptions.ts';

/**
 * The captions of a call. A Teams user always has Teams captions.
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/closed-captions-teams-interop-how-to
 */
export class EmuCaptions extends EmuCallFeature<'CaptionsKindChanged'> implements CaptionsCallFeature {
  readonly name = 'Captions';
  readonly captions: TeamsCaptions;

  constructor(session: CallSession) {
    super(session, 'CaptionsCallFeature', ['CaptionsKindChanged']);
    const captions = new EmuTeamsCaptions(session);
    this.captions = captions;
    this.onDispose(() => captions.close());
  }
}
