import type { PPTLiveCallFeature } from '@azure/communication-calling';
import type { CommunicationIdentifierKind } from '@azure/communication-common';
import type { CallSession } from '../call/session.ts';
import { EmuCallFeature } from './callFeature.ts';

/**
 * PowerPoint Live: slides that a participant presents. In Azure they present in Teams; here a control of the emulator
 * says who presents, and the slides are an element with one word.
 * @see https://learn.microsoft.com/javascript/api/azure-communication-services/@azure/communication-calling/pptlivecallfeature
 */
export class EmuPptLive extends EmuCallFeature<'isActiveChanged'> implements PPTLiveCallFeature {
  readonly name = 'PPTLive';
  readonly target: HTMLElement = document.createElement('div');
  private active = false;

  constructor(session: CallSession) {
    super(session, 'PPTLiveCallFeature', ['isActiveChanged']);
    this.onDispose(session.sharedState.watch('pptLive', () => this.update()));
    this.update();
  }

  get isActive(): boolean {
    return this.active;
  }

  /** `undefined` while nobody presents. */
  get activePresenterId(): CommunicationIdentifierKind {
    const [presenter] = this.session.sharedState.of('pptLive').keys();
    return (presenter && this.session.identifierIn(presenter)) as CommunicationIdentifierKind;
  }

  private update(): void {
    const active = this.session.sharedState.of('pptLive').size > 0;
    this.target.textContent = active ? 'Slides' : '';
    if (active === this.active) return;
    this.active = active;
    this.emitter.emit('isActiveChanged');
  }
}
