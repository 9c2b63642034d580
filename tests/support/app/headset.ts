import type { BrowserContext, Page } from '@playwright/test';
import { blackwire } from '../../../src/web/fixtures/headsetModels.ts';

/** What `plugInHeadsetOfPage` adds to the page, for the test. */
interface PageWithHeadset {
  readonly headset: {
    /** The last byte of each report that the app has sent, by the report's id. */
    readonly shown: Record<number, number>;
    readonly report: (byte: number) => void;
    /** Tells the app that the headset was plugged in or unplugged. */
    readonly setPlugged: (isPlugged: boolean) => void;
  };
}

/** Runs in the page: replaces `navigator.hid` by one that knows a headset. The user has allowed it before. */
function plugInHeadsetOfPage({ name, ...description }: typeof blackwire): void {
  const shown: Record<number, number> = {};
  let plugged: readonly object[] = [];
  const device = Object.assign(new EventTarget(), {
    ...description,
    productName: name,
    opened: false,
    open: async () => void (device.opened = true),
    close: async () => void (device.opened = false),
    forget: async () => {},
    sendReport: async (reportId: number, data: Uint8Array) => {
      if (!plugged.includes(device)) throw new DOMException('The device is gone.', 'NotAllowedError');
      shown[reportId] = data[0] ?? 0;
    },
  });
  plugged = [device];
  const report = (byte: number) => {
    const data = new DataView(new Uint8Array([byte]).buffer);
    device.dispatchEvent(Object.assign(new Event('inputreport'), { reportId: 8, data }));
  };
  const hid = Object.assign(new EventTarget(), {
    getDevices: async () => plugged,
    requestDevice: async () => [device],
  });
  Object.defineProperty(navigator, 'hid', { value: hid });
  const setPlugged = (isPlugged: boolean) => {
    plugged = isPlugged ? [device] : [];
    device.opened &&= isPlugged;
    hid.dispatchEvent(Object.assign(new Event(isPlugged ? 'connect' : 'disconnect'), { device }));
  };
  Object.assign(globalThis, { headset: { shown, report, setPlugged } } satisfies PageWithHeadset);
}

/** Gives all pages that the context opens from now on a headset: a simulated Plantronics Blackwire 3220. */
export const plugInHeadset = (context: BrowserContext) =>
  context.addInitScript(plugInHeadsetOfPage, blackwire);

/** The buttons of the headset, by the bit that each has in its report. */
const bits = { mute: 1, callButton: 2, flash: 4 };

/** Presses a button of the headset and lets it go. */
export const pressHeadset = (page: Page, button: keyof typeof bits): Promise<void> =>
  page.evaluate((bit) => {
    const { headset } = globalThis as unknown as PageWithHeadset;
    headset.report(bit);
    headset.report(0);
  }, bits[button]);

/** Unplugs the headset, or plugs it in again. */
export const setHeadsetPlugged = (page: Page, isPlugged: boolean): Promise<void> =>
  page.evaluate((plugged) => {
    (globalThis as unknown as PageWithHeadset).headset.setPlugged(plugged);
  }, isPlugged);

export const readHeadsetLights = async (page: Page): Promise<readonly string[]> => {
  const shown = await page.evaluate(() => (globalThis as unknown as PageWithHeadset).headset.shown);
  const reportIds = { mute: 9, offHook: 23, ring: 24, hold: 32 };
  return Object.entries(reportIds).flatMap(([light, reportId]) => (shown[reportId] ? [light] : []));
};
