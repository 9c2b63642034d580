import type { CaptionsCallFeature, CaptionsCommon } from '@azure/communication-calling';
import { getPageConditions, watchPageConditions } from '../base/pageConditions.ts';
import type { CallSession } from '../call/session.ts';
import { EmuCallFeature } from './callFeature.ts';
import { EmuPlainCaptions, EmuTeamsCaptions } from './teamsCaptions.ts';

const createCaptions = (session: CallSession) =>
  getPageConditions().plainCaptions ? new EmuPlainCaptions(session) : new EmuTeamsCaptions(session);

/**
 * The captions of a call. A Teams user has Teams captions, unless the condition `plainCaptions` holds. (Conditions are
 * faults that a test switches on in the emulator.)
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/closed-captions-teams-interop-how-to
 */
export class EmuCaptions extends EmuCallFeature<'CaptionsKindChanged'> implements CaptionsCallFeature {
  readonly name = 'Captions';
  private presentCaptions: ReturnType<typeof createCaptions>;

  constructor(session: CallSession) {
    super(session, 'CaptionsCallFeature', ['CaptionsKindChanged']);
    this.presentCaptions = createCaptions(session);
    this.onDispose(watchPageConditions(() => void this.changeKind()));
    this.onDispose(() => this.presentCaptions.close());
  }

  get captions(): CaptionsCommon {
    return this.presentCaptions;
  }

  /** Replaces captions whose kind is not the present one any more. The app must start the new captions itself. */
  private async changeKind(): Promise<void> {
    const { presentCaptions, session } = this;
    const isPlain = presentCaptions.kind === 'Captions';
    if (isPlain === (getPageConditions().plainCaptions ?? false) || session.hasEnded) return;
    // The call may end before the captions have stopped.
    await presentCaptions.stopCaptions().catch(() => undefined);
    if (this.presentCaptions !== presentCaptions) return;
    presentCaptions.close();
    this.presentCaptions = createCaptions(session);
    this.emitter.emit('CaptionsKindChanged');
  }
}
