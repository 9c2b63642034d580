import type {
  TogetherModeCallFeature,
  TogetherModeSceneSize,
  TogetherModeSeatingMap,
  TogetherModeVideoStream,
} from '@azure/communication-calling';
import { callingError } from '../base/errors.ts';
import type { CallSession } from '../call/session.ts';
import { EmuCallFeature } from './callFeature.ts';
import { featureRefusal } from './matrix.ts';

const rolesThatMayStart = new Set(['Organizer', 'Co-organizer', 'Presenter']);

/**
 * Together mode: one video of all participants, which Azure composes. The emulator does not compose videos. So Together
 * mode is always off, and `start` throws an error.
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
  /** In pixels. This is the documented default. */
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

  /** @throws 403/46304 in a 1:1 call; 403/46303 when the role forbids it; otherwise 501/0. */
  async start(): Promise<void> {
    const { kind, role } = this.session.context;
    if (kind === 'oneToOne') {
      throw callingError(403, 46304, 'Together mode can be started only in group calls and meetings.');
    }
    if (kind === 'meeting' && !rolesThatMayStart.has(role)) {
      throw callingError(403, 46303, 'Together mode can be started only by organizers and presenters.');
    }
    throw featureRefusal('TogetherMode', 'TogetherModeCallFeature.start()');
  }
}
