import * as z from 'zod/mini';
import type { Call, Participant } from '../calls/call.ts';
import { setSharedValue, sharedValuesOf } from '../calls/sharedValues.ts';
import { callFeature } from './feature.ts';

const name = 'pptLive';

/** Slides that a participant presents in Teams. The SDK cannot start them, so there is nothing to ask for. */
export const pptLive = callFeature(name, z.never(), () => undefined);

/** Changes who presents slides: one participant, or nobody (`null`). */
export function presentSlides(call: Call, presenter: Participant | null): void {
  for (const id of sharedValuesOf(call, name).keys()) {
    if (id !== presenter?.id) setSharedValue(call, name, id, null);
  }
  if (presenter) setSharedValue(call, name, presenter.id, true);
}
