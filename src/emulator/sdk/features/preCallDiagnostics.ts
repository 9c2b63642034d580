import { createRefusal, refusedMembers } from './matrix.ts';

/** A client feature that SDK 2.0.0 has, but does not declare. The emulator refuses it. */
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
