import { createRefusal, refusedMembers } from './matrix.ts';

/** A feature of the client that SDK 2.0.0 has in its code, but not in its types. The emulator refuses it. */
export class EmuPreCallDiagnostics {
  readonly name = 'PreCallDiagnostics';

  async startTest(): Promise<never> {
    const member = 'PreCallDiagnosticsFeature.startTest()';
    throw createRefusal(member, refusedMembers[member]);
  }

  dispose(): void {
    // There is nothing to end.
  }
}
