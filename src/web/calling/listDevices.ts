import { translateSdkError } from '../errors/translateSdkError.ts';
import type { Phone } from './phone.ts';

/** Reads the list of devices. If the SDK cannot list them, a message says so and offers *Try again*. */
export async function listDevices(phone: Phone): Promise<void> {
  try {
    await phone.devices.updateList();
    phone.dismissProblem({ code: 'devices-not-listed' });
  } catch (cause) {
    const { problem } = translateSdkError(cause, 'devices-not-listed');
    phone.reportProblem({ ...problem, remedy: 'retry', retry: () => void listDevices(phone) });
  }
}
