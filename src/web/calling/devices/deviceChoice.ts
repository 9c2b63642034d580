import { fromSdk } from '../../errors/fromSdk.ts';
import { repeatable, type Problem } from '../../errors/problem.ts';
import type { Settings } from '../../settings/settings.ts';
import type { Readable } from '../../base/store.ts';
import type { DeviceChoice, DeviceList, Devices } from './devices.ts';

const idsOf = ({ microphones, cameras, speakers }: DeviceList) =>
  new Set([...microphones, ...cameras, ...speakers].map(({ id }) => id));

/**
 * Keeps calls on the devices that the user has chosen in the settings, also after a chosen device was unplugged.
 * @returns the unsubscribe
 */
export function followChoice(
  devices: Pick<Devices, 'choose' | 'updateList' | 'list'>,
  settings: Readable<Settings>,
  onProblem: (problem: Problem) => void,
): () => void {
  let choice: DeviceChoice = { microphone: null, camera: null, speaker: null };
  const attempt = (command: () => Promise<void>) =>
    void command().catch((cause: unknown) =>
      onProblem(repeatable(fromSdk(cause, 'device-not-changed').problem, () => attempt(command))),
    );
  const apply = () => attempt(() => devices.choose(choice));
  const onSettings = () => {
    const { microphone, camera, speaker } = settings.get();
    const isNew = microphone !== choice.microphone || camera !== choice.camera || speaker !== choice.speaker;
    if (!isNew) return;
    choice = { microphone, camera, speaker };
    apply();
    // From now on the list is kept up to date, which `onList` needs.
    attempt(devices.updateList);
  };
  let known = idsOf(devices.list.get());
  /** Applies the choice again when a chosen device is plugged in, or is listed because the user has allowed it. */
  const onList = () => {
    const before = known;
    known = idsOf(devices.list.get());
    const isBack = Object.values(choice).some((id) => id !== null && known.has(id) && !before.has(id));
    // The first list contains only devices that were there when the choice was applied.
    if (isBack && before.size > 0) apply();
  };
  onSettings();
  const stops = [settings.subscribe(onSettings), devices.list.subscribe(onList)];
  return () => stops.forEach((stop) => stop());
}
