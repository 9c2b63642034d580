import type { PPTLiveCallFeature } from '@azure/communication-calling';
import type { CommunicationIdentifierKind } from '@azure/communication-common';
import { Emitter } from '../base/events.ts';
import type { CallSession } from '../call/session.ts';
import { EmuCallFeature } from './callFeature.ts';

/**
 * PowerPoint Live: slides that a participant presents. With Azure, a user of Teams presents them. With the emulator, a
 * control (an HTTP route under `/emulator`, or a button on the page `/emulator`) makes a participant present. The
 * slides are an element with the word "Slides".
 * @see https://learn.microsoft.com/javascript/api/azure-communication-services/@azure/communication-calling/pptlivecallfeature
 */
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
