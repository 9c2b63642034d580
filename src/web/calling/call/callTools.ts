import type { Readable } from '../../base/store.ts';
import type { CallTools } from './feature.ts';
import type { CallNotice } from './notice.ts';
import type { CallSnapshot } from './snapshot.ts';

type ToolsDeps = Omit<CallTools, 'own' | 'tellTransferFailed'> & {
  readonly onNotice: (notice: CallNotice) => void;
};

/** What the features of one call get. @param own takes streams that must be disposed of when the call ends */
export function createCallTools(
  { sdk, devices, live, ownId, createThread, onNotice }: ToolsDeps,
  call: Readable<CallSnapshot>,
  own: CallTools['own'],
): CallTools {
  return {
    sdk,
    devices,
    live,
    ownId,
    createThread,
    own,
    tellTransferFailed(failure) {
      const { key, other } = call.get();
      onNotice({ id: crypto.randomUUID(), kind: 'transferFailed', call: key, person: other, ...failure });
    },
  };
}
