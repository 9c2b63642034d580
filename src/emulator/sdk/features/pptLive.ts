import type { PPTLiveCallFeature } from '@azure/communication-calling';
import type { CommunicationIdentifierKind } from '@azure/communication-common';
import { Emitter } from '../base/events.ts';
import type { CallSession } from '../call/session.ts';
import { EmuCallFeature } from './callFeature.ts';

/** PowerPoint Live. The emulator's HTTP routes or its page choose the presenter. `target` shows the word *Slides*, no slides. */
export class EmuPptLive extends EmuCallFeature implements PPTLiveCallFeature {
  readonly name = 'PPTLive';
  protected readonly emitter = new Emitter('PPTLiveCallFeature', ['isActiveChanged']);
  readonly target: HTMLElement = document.createElement('div');
  isActive = false;

  constructor(session: CallSession) {
    super(session);
    this.watch('pptLive', () => this.update());
    this.update();
  }

  /** `undefined` while no participant presents. */
  get activePresenterId(): CommunicationIdentifierKind {
    const [presenterId] = this.session.sharedState.valuesOf('pptLive').keys();
    const identifier = presenterId && this.session.identifierOfParticipant(presenterId);
    // The SDK's type lacks `undefined`.
    return identifier as CommunicationIdentifierKind;
  }

  private update(): void {
    const isActive = this.session.sharedState.valuesOf('pptLive').size > 0;
    this.target.textContent = isActive ? 'Slides' : '';
    if (isActive === this.isActive) return;
    this.isActive = isActive;
    this.emitter.emit('isActiveChanged');
  }
}
