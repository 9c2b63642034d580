import type * as Real from '@azure/communication-calling';
import { check } from '../base/errors.ts';
import { Emitter } from '../base/events.ts';
import { EmuCallFeature } from './callFeature.ts';
import { featureRefusal } from './matrix.ts';

const rolesThatMayStart = new Set(['Organizer', 'Co-organizer', 'Presenter']);

/**
 * Together mode: one video of all participants, which Azure composes. The emulator composes no videos, so Together mode is
 * always off, and `start` throws an error.
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/together-mode
 */
export class EmuTogetherMode extends EmuCallFeature implements Real.TogetherModeCallFeature {
  readonly name = 'TogetherMode';
  protected readonly emitter = new Emitter('TogetherModeCallFeature', [
    'togetherModeStreamsUpdated',
    'togetherModeSceneUpdated',
    'togetherModeSeatingUpdated',
  ]);
  readonly togetherModeStream: readonly Real.TogetherModeVideoStream[] = [];
  readonly togetherModeSeatingMap: Real.TogetherModeSeatingMap = new Map();
  /** In pixels. This is the documented default. */
  sceneSize: Real.TogetherModeSceneSize = { width: 1280, height: 720 };

  async start(): Promise<void> {
    const { kind, role } = this.session.context;
    const failure = 'Together mode can be started only';
    check(kind !== 'oneToOne', 403, 46304, `${failure} in group calls and meetings.`);
    const mayStart = kind !== 'meeting' || rolesThatMayStart.has(role);
    check(mayStart, 403, 46303, `${failure} by organizers and presenters.`);
    throw featureRefusal('TogetherMode', 'TogetherModeCallFeature.start()');
  }
}
