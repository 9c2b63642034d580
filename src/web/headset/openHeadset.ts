import { listenTo } from '../base/subscriptions.ts';
import { createButtonReader, type ButtonEvent } from './buttonReader.ts';
import { runInTurn } from './deviceQueue.ts';
import { noLights, readButtons, readLayout, writeLights, type Lights } from './reports.ts';
import type { HidDevice, HidInputReportEvent } from './webHid.ts';

interface HeadsetListener {
  readonly onButton: (event: ButtonEvent) => void;
  /** Runs with the error when the headset could not be opened or did not take a report. */
  readonly onFailure: (cause: unknown) => void;
  /** Runs when the headset works again after a failure. */
  readonly onRecovery: () => void;
}

export interface OpenHeadset {
  /** Switches the lights. @param isForced whether to send even what the app has sent last, because the headset may show something else */
  readonly showLights: (lights: Lights, isForced?: boolean) => void;
  /** When the light `offHook` was last switched on, in milliseconds of `performance.now()`. `null` while it is off. */
  readonly getOffHookSince: () => number | null;
  /** Opens the device again after a failure. */
  readonly reopen: () => void;
  /** @param keepsLights whether another tab now switches the lights */
  readonly close: (keepsLights: boolean) => void;
}

/** Opens a headset, reads its buttons and switches its lights. */
export function openHeadset(
  device: HidDevice,
  { onButton, onFailure, onRecovery }: HeadsetListener,
): OpenHeadset {
  const layout = readLayout(device.collections);
  const findEvents = createButtonReader(layout);
  /** What the headset shows. At first the app sends nothing, because another program may use the headset for a call. */
  let shownReports = writeLights(layout, noLights);
  let wantedLights = noLights;
  let offHookSince: number | null = null;
  let isClosed = false;
  let hasFailed = false;

  const runAndReport = async (command: () => Promise<void>): Promise<void> => {
    try {
      await runInTurn(device, command);
      // While the headset is not open, nothing is known about whether it works.
      if (!hasFailed || !device.opened) return;
      hasFailed = false;
      if (!isClosed) onRecovery();
    } catch (cause) {
      hasFailed = true;
      if (!isClosed) onFailure(cause);
    }
  };

  const open = (): void =>
    void runAndReport(async () => {
      if (!isClosed && !device.opened) await device.open();
    });

  const send = (lights: Lights, isForced: boolean): void => {
    const lastReports = shownReports;
    shownReports = writeLights(layout, lights);
    for (const [reportId, data] of shownReports) {
      const isShown = lastReports.get(reportId)?.toString() === data.toString();
      if (isShown && !isForced) continue;
      void runAndReport(async () => {
        // A headset that could not be opened, or that was just unplugged, takes no reports.
        if (device.opened) await device.sendReport(reportId, data);
      });
    }
  };

  const showLights = (lights: Lights, isForced = false): void => {
    if (lights.offHook !== wantedLights.offHook) offHookSince = lights.offHook ? performance.now() : null;
    wantedLights = lights;
    send(lights, isForced);
  };

  const onReport = (event: Event): void => {
    const { reportId, data } = event as HidInputReportEvent;
    for (const found of findEvents(readButtons(layout, reportId, data), performance.now())) onButton(found);
  };
  device.addEventListener('inputreport', onReport);
  // The headset keeps its lights when the page goes, and nobody would turn them off.
  const stopListening = listenTo(globalThis, ['pagehide'], () => showLights(noLights));
  open();

  return {
    showLights,
    getOffHookSince: () => offHookSince,
    reopen: () => {
      open();
      send(wantedLights, true);
    },
    close: (keepsLights) => {
      if (!keepsLights) showLights(noLights);
      isClosed = true;
      stopListening();
      device.removeEventListener('inputreport', onReport);
      // An unplugged device is closed already.
      void runInTurn(device, async () => {
        if (device.opened) await device.close();
      });
    },
  };
}
