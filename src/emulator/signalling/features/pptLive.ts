import type { Call, Participant } from '../calls/call.ts';
import { setSharedValue, readSharedValues } from '../calls/sharedValues.ts';

const featureName = 'pptLive';

/**
 * Shares who presents slides with PowerPoint Live. Only the emulator's controls do so, as users do in Teams.
 * @param presenter `null` if nobody presents any more.
 */
export function presentSlides(call: Call, presenter: Participant | null): void {
  for (const id of readSharedValues(call, featureName).keys()) {
    if (id !== presenter?.id) setSharedValue(call, featureName, id, null);
  }
  if (presenter) setSharedValue(call, featureName, presenter.id, true);
}
