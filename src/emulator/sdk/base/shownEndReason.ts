import type { EndReason } from './endReason.ts';
import { getPageConditions } from './pageConditions.ts';

/** How late the condition `callEndReason: 'late'` shows an end reason. */
const lateMs = 500;

/**
 * The `callEndReason` that the app sees. The condition `callEndReason` (a fault that a test switches on in the emulator)
 * shows it late, or never.
 */
export class ShownEndReason {
  value: EndReason | undefined;

  /** Called once, when the call or the incoming call has ended. */
  set(reason: EndReason): void {
    const { callEndReason } = getPageConditions();
    if (callEndReason === undefined) this.value = reason;
    else if (callEndReason === 'late') setTimeout(() => (this.value = reason), lateMs);
  }
}
