import type { AcceptCallOptions } from '@azure/communication-calling';

/** The streams with which one participant begins a call. `startCall` and `accept` both take them. */
export type MediaOptions = Pick<AcceptCallOptions, 'audioOptions' | 'videoOptions'>;
