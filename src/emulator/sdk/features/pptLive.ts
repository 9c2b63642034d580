import type { PPTLiveCallFeature } from '@azure/communication-calling';
import type { CommunicationIdentifierKind } from '@azure/communication-common';
import type { CallSession } from '../call/session.ts';
import { EmuCallFeature } from './callFeature.ts';

/**
 * Slides that somebody presents. They are presented in Teams; here that is a control, and the slides are one element
 * that says whose they are.
 */
export class EmuPptLive extends EmuCallFeature<'isActiveChanged'> implements PPTLiveCallFeature {
  readonly name = 'PPTLive';
  readonly target: HTMLElement = document.createElement('div');
  private active = false;

  constructor(session: CallSession) {
    super(session, 'PPTLiveCallFeature', ['isActiveChanged']);
    this.until(session.shared.watch('pptLive', () => this.look()));
    this.look();
  }

  get isActive(): boolean {
    return this.active;
  }

  /** `undefined` while nobody presents. */
  get activePresenterId(): CommunicationIdentifierKind {
    const [presenter] = this.session.shared.of('pptLive').keys();
    return (presenter && this.session.identifierIn(presenter)) as CommunicationIdentifierKind;
  }

  private look(): void {
    const active = this.session.shared.of('pptLive').size > 0;
    this.target.textContent = active ? 'Slides' : '';
    if (active === this.active) return;
    this.active = active;
    this.emitter.emit('isActiveChanged');
  }
}
