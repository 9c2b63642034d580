import type { CallFeature } from '../../calling/call/feature.ts';

/** A note about the call. The call history stores it, so the feature reads nothing from the SDK and has no command. */
export const note: CallFeature<object> = { name: 'note', create: () => ({ read: () => ({}) }) };
