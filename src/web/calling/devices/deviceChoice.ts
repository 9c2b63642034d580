import { fromSdk } from '../../errors/fromSdk.ts';
import { repeatable, type Problem } from '../../errors/problem.ts';
import type { Settings } from '../../settings/settings.ts';
import type { Readable } from '../../base/store.ts';
import type { DeviceChoice, DeviceList, Devices } from './devices.ts';

const idsOf = ({ microphones, cameras, speakers }: DeviceList) =>
  new Set([...microphones, ...cameras, ...speakers].map(({ id }) => id));

/** Keeps calls on the devices that the person chose. @returns the end of it */
export function followChoice(
  devices: Pick<Devices, 'choose' | 'look' | 'list'>,
  settings: Readable<Settings>,
  onProblem: (problem: Problem) => void,
): () => void {
  let choice: DeviceChoice = { microphone: null, camera: null, speaker: null };
  const attempt = (command: () => Promise<void>) =>
    void command().catch((cause: unknown) =>
      onProblem(repeatable(fromSdk(cause, 'device-not-changed').problem, () => attempt(command))),
    );
  const apply = () => attempt(() => devices.choose(choice));
  const follow = () => {
    const { microphone, camera, speaker } = settings.get();
    const isNew = microphone !== choice.microphone || camera !== choice.camera || speaker !== choice.speaker;
    if (!isNew) return;
    choice = { microphone, camera, speaker };
    apply();
    // From here on the list is kept up to date, which is what `comeBack` needs.
    attempt(devices.look);
  };
  /** A chosen device is plugged in again, or named for the first time: the browser hides them until it is allowed. */
  let known = idsOf(devices.list.get());
  const comeBack = () => {
    const before = known;
    known = idsOf(devices.list.get());
    const isBack = Object.values(choice).some((id) => id !== null && known.has(id) && !before.has(id));
    // The first list says only what was there all along.
    if (isBack && before.size > 0) apply();
  };
  follow();
  const stops = [settings.subscribe(follow), devices.list.subscribe(comeBack)];
  return () => stops.forEach((stop) => stop());
}
