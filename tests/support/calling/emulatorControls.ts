import { ContactCentre } from '../../../src/emulator/contact-centre/contactCentre.ts';
import { runAction } from '../../../src/emulator/controls/actions/actions.ts';
import { createAssignmentStore } from '../../../src/emulator/core/assignments.ts';
import type { ConditionStore } from '../../../src/emulator/core/conditionStore.ts';
import type { Signalling } from '../../../src/emulator/signalling/signalling.ts';
import type { ConditionChanges } from '../../../src/emulator/wire/conditions.ts';
import type { DisconnectReason } from '../../../src/emulator/wire/protocol.ts';

type ActionRequest = Parameters<typeof runAction>[1];

/** What a test page can make the emulator do. The page calls these functions, which run in the test's process. */
export function createEmulatorControls({ admin, readCounts }: Signalling, conditions: ConditionStore) {
  const assignments = createAssignmentStore(admin.directory);
  const contactCentre = new ContactCentre({ admin, assignments });
  return {
    /** @param oid the only user for whom the changes apply; everyone by default. */
    setConditions: (changes: ConditionChanges, oid?: string) => conditions.set(changes, oid),
    /** Lets a person or a telephone act, as the control `POST /emulator/act` does. */
    act: async (request: ActionRequest) => void (await runAction(admin, request)),
    /** Ends all sockets. @param code the close code. By default, the sockets end without a close frame. */
    dropSockets: (code?: number) => void admin.dropSockets(() => true, code),
    disconnectAgents: (oid: string, reason: DisconnectReason) => admin.disconnectAgents(oid, reason),
    countEndpoints: () => readCounts().endpoints,
    /** Lets a telephone call a service number. @param caller the raw id of the telephone. */
    callServiceNumber: (caller: string, number: string) => void contactCentre.placeCall(caller, number, {}),
  };
}

type Controls = ReturnType<typeof createEmulatorControls>;

export type EmulatorControls = {
  readonly [Name in keyof Controls]: (
    ...args: Parameters<Controls[Name]>
  ) => Promise<Awaited<ReturnType<Controls[Name]>>>;
};
