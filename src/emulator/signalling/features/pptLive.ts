import * as z from 'zod/mini';
import type { Call, Participant } from '../calls/call.ts';
import { setSharedValue, readSharedValues } from '../calls/sharedValues.ts';
import { defineFeature } from './feature.ts';

const featureName = 'pptLive';

/** PowerPoint Live: shares who presents slides. Users start that in Teams, so no client may. */
export const pptLive = defineFeature(featureName, z.never(), () => undefined);

/** Changes who presents slides. @param presenter `null` if nobody presents any more. */
export function presentSlides(call: Call, presenter: Participant | null): void {
  for (const id of readSharedValues(call, featureName).keys()) {
    if (id !== presenter?.id) setSharedValue(call, featureName, id, null);
  }
  if (presenter) setSharedValue(call, featureName, presenter.id, true);
}
