import type { Readable } from '../../base/store.ts';
import type { CallTools } from './feature.ts';
import type { CallNotice } from './notice.ts';
import type { CallSnapshot } from './snapshot.ts';

/** What the session gives this file: most of the tools, and where notices go. */
type ToolsDeps = Omit<CallTools, 'disposeAtEnd' | 'reportTransferFailed'> & {
  readonly onNotice: (notice: CallNotice) => void;
};

/**
 * Creates the tools that the features of one call share (see `CallTools`).
 * @param disposeAtEnd makes the session dispose of a stream when the call ends
 */
export function createCallTools(
  { sdk, devices, live, ownId, createThread, addToThread, onNotice }: ToolsDeps,
  call: Readable<CallSnapshot>,
  disposeAtEnd: CallTools['disposeAtEnd'],
): CallTools {
  return {
    sdk,
    devices,
    live,
    ownId,
    createThread,
    addToThread,
    disposeAtEnd,
    reportTransferFailed(failure) {
      const { key, other } = call.get();
      onNotice({ id: crypto.randomUUID(), kind: 'transferFailed', call: key, person: other, ...failure });
    },
  };
}
