import type {
  TogetherModeCallFeature,
  TogetherModeSceneSize,
  TogetherModeSeatingMap,
  TogetherModeVideoStream,
} from '@azure/communication-calling';
import { callingError } from '../base/errors.ts';
import type { CallSession } from '../call/session.ts';
import { EmuCallFeature } from './callFeature.ts';
import { refuseFeature } from './matrix.ts';

const presenters = new Set(['Organizer', 'Co-organizer', 'Presenter']);

/**
 * Together mode is a picture that the service composes. Here there is none, so it never starts: what can be read says
 * so, and starting it is refused.
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/together-mode
 */
export class EmuTogetherMode
  extends EmuCallFeature<
    'togetherModeStreamsUpdated' | 'togetherModeSceneUpdated' | 'togetherModeSeatingUpdated'
  >
  implements TogetherModeCallFeature
{
  readonly name = 'TogetherMode';
  readonly togetherModeStream: readonly TogetherModeVideoStream[] = [];
  /** In pixels, as documented where an app gives none. */
  private size: TogetherModeSceneSize = { width: 1280, height: 720 };

  constructor(session: CallSession) {
    super(session, 'TogetherModeCallFeature', [
      'togetherModeStreamsUpdated',
      'togetherModeSceneUpdated',
      'togetherModeSeatingUpdated',
    ]);
  }

  get togetherModeSeatingMap(): TogetherModeSeatingMap {
    return new Map();
  }

  get sceneSize(): TogetherModeSceneSize {
    return this.size;
  }

  set sceneSize(size: TogetherModeSceneSize) {
    this.size = { width: size.width, height: size.height };
  }

  /** @throws 403/46304 in a 1:1 call, 403/46303 by role, and the emulator's refusal. */
  async start(): Promise<void> {
    const { kind, role } = this.session.place;
    if (kind === 'oneToOne') {
      throw callingError(403, 46304, 'Together mode is started only in group calls and meetings.');
    }
    if (kind === 'meeting' && !presenters.has(role)) {
      throw callingError(403, 46303, 'Together mode is started by organizers and presenters only.');
    }
    throw refuseFeature('TogetherMode', 'TogetherModeCallFeature.start()');
  }
}
