import * as z from 'zod';
import type { EmulatorApp } from '../http/env.ts';
import type { ControlState } from './controlState.ts';
import { addControl, ControlError } from './requests/addControl.ts';
import { createStateFile, parseStateFile, StateFile, StateFileError } from './stateFile.ts';

/** The path whose body may be as large as an export. */
export const importPath = '/emulator/import';
/** 2,000 chats with many messages are smaller. */
export const maxImportBytes = 32 * 1024 * 1024;

/** Adds the routes that export and import the emulator's state. */
export function addStateControlRoutes(app: EmulatorApp, state: ControlState): void {
  addControl(app, 'GET', '/emulator/export', {
    summary:
      'Exports the state: conditions, assignments, consents, chats, ACS users, settings of the contact centre, and the time.',
    answer: StateFile,
    run: () => createStateFile(state.readState()),
  });
  addControl(app, 'POST', importPath, {
    summary: 'Resets the emulator, and then imports an export. The next reset returns to the initial state.',
    // `parseStateFile` checks the export, and says what is wrong with it in one sentence.
    body: z.looseObject({}).describe('The answer of `GET /emulator/export`.'),
    example: {},
    answer: z.strictObject({ imported: z.literal(true) }),
    run: (body) => {
      try {
        const saved = parseStateFile(body, state.directory, 'The body');
        state.replaceState(saved);
      } catch (error) {
        if (error instanceof StateFileError) throw new ControlError(400, error.message);
        throw error;
      }
      return { imported: true as const };
    },
  });
}
