import { runAction } from '../../../src/emulator/controls/actions/actions.ts';
import type { ConditionStore } from '../../../src/emulator/core/conditionStore.ts';
import type { Signalling } from '../../../src/emulator/signalling/signalling.ts';
import type { ConditionChanges } from '../../../src/emulator/wire/conditions.ts';
import type { DisconnectReason } from '../../../src/emulator/wire/protocol.ts';

type ActionRequest = Parameters<typeof runAction>[1];

/** What a test page can make the emulator do. The page calls these functions, which run in the test's process. */
export const createEmulatorControls = (signalling: Signalling, conditions: ConditionStore) => ({
  /** @param oid the only user for whom the changes apply; everyone by default. */
  setConditions: (changes: ConditionChanges, oid?: string) => conditions.set(changes, oid),
  /** Lets a person or a telephone act, as the control `POST /emulator/act` does. */
  act: async (request: ActionRequest) => void (await runAction(signalling.admin, request)),
  /** Ends all sockets. @param code the close code. By default, the sockets end without a close frame. */
  dropSockets: (code?: number) => void signalling.admin.dropSockets(() => true, code),
  disconnectAgents: (oid: string, reason: DisconnectReason) => signalling.admin.disconnectAgents(oid, reason),
  countEndpoints: () => signalling.readCounts().endpoints,
});

type Controls = ReturnType<typeof createEmulatorControls>;

export type EmulatorControls = {
  readonly [Name in keyof Controls]: (
    ...args: Parameters<Controls[Name]>
  ) => Promise<Awaited<ReturnType<Controls[Name]>>>;
};
