import { translateSdkError } from '../../errors/translateSdkError.ts';
import { addRetry, type Problem } from '../../errors/problem.ts';
import type { Settings } from '../../settings/settings.ts';
import { reuseEqual } from '../../base/reuseEqual.ts';
import type { Readable } from '../../base/store.ts';
import type { DeviceChoice, DeviceList, Devices } from './devices.ts';
import { joinStops } from '../../base/subscriptions.ts';

const idsOf = ({ microphones, cameras, speakers }: DeviceList) =>
  new Set([...microphones, ...cameras, ...speakers].map(({ id }) => id));

/**
 * Makes calls use the devices that the user has chosen, also after such a device was unplugged and plugged in again.
 * @param onProblemEnd runs when a change of the devices succeeds after one that failed
 * @returns the function that stops that
 */
export function keepChosenDevices(
  devices: Pick<Devices, 'applyChoice' | 'updateList' | 'list'>,
  settings: Readable<Settings>,
  onProblem: (problem: Problem) => void,
  onProblemEnd: (problem: Problem) => void,
): () => void {
  let choice: DeviceChoice = { microphone: null, camera: null, speaker: null };
  let lastProblem: Problem | null = null;
  const runAndReport = async (command: () => Promise<void>): Promise<void> => {
    try {
      await command();
      if (lastProblem) onProblemEnd(lastProblem);
      lastProblem = null;
    } catch (cause) {
      const { problem } = translateSdkError(cause, 'device-not-changed');
      lastProblem = addRetry(problem, () => void runAndReport(command));
      onProblem(lastProblem);
    }
  };
  const applyChoice = () => devices.applyChoice(choice);
  /** Whether the list has been read. It may be empty all the same, because the user has not allowed any device yet. */
  let isListRead = false;
  const onSettingsChange = () => {
    const { microphone, camera, speaker } = settings.get();
    const newChoice = reuseEqual(choice, { microphone, camera, speaker });
    if (newChoice === choice) return;
    choice = newChoice;
    void runAndReport(async () => {
      // The first `updateList` also starts to watch the devices.
      await devices.updateList();
      isListRead = true;
      await applyChoice();
    });
  };
  let listedIds = idsOf(devices.list.get());
  /** Applies the choice again when a chosen device appears, because it was plugged in or allowed. */
  const onListChange = () => {
    const idsBefore = listedIds;
    listedIds = idsOf(devices.list.get());
    const hasChosenDeviceAppeared = Object.values(choice).some(
      (id) => id !== null && listedIds.has(id) && !idsBefore.has(id),
    );
    // Before the list has been read, `onSettingsChange` is about to apply the choice anyway.
    if (hasChosenDeviceAppeared && isListRead) void runAndReport(applyChoice);
  };
  onSettingsChange();
  return joinStops(settings.subscribe(onSettingsChange), devices.list.subscribe(onListChange));
}
