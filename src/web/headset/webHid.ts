/**
 * The part of the WebHID API that the app uses. TypeScript's library lacks it, because only Chromium has it.
 * @see https://wicg.github.io/webhid/
 */
export interface Hid extends EventTarget {
  /** The devices that the user has allowed for this site and that are plugged in. */
  readonly getDevices: () => Promise<readonly HidDevice[]>;
  /** Lets the user choose a device. Resolves with an empty list if the user closes the browser's dialog. */
  readonly requestDevice: (options: {
    readonly filters: readonly { readonly usagePage: number }[];
  }) => Promise<readonly HidDevice[]>;
}

export interface HidDevice extends EventTarget {
  readonly opened: boolean;
  readonly vendorId: number;
  readonly productId: number;
  readonly productName: string;
  /** The device's own description of its reports, as top-level collections. */
  readonly collections: readonly HidCollection[];
  readonly open: () => Promise<void>;
  readonly close: () => Promise<void>;
  /** Takes back the user's permission. */
  readonly forget: () => Promise<void>;
  readonly sendReport: (reportId: number, data: Uint8Array<ArrayBuffer>) => Promise<void>;
}

export interface HidCollection {
  readonly usagePage: number;
  /** A top-level collection lists the items of the collections inside it, too, in the order of their bits. */
  readonly inputReports: readonly HidReport[];
  readonly outputReports: readonly HidReport[];
}

export interface HidReport {
  readonly reportId: number;
  readonly items: readonly HidItem[];
}

/** One or more fields of the same kind that follow each other in a report. */
export interface HidItem {
  /** `false` for a field whose value says what has changed, such as a button that only reports presses. */
  readonly isAbsolute: boolean;
  /** Whether each field holds the number of a usage, not the state of its own usage. */
  readonly isArray: boolean;
  /** Whether the bits only fill the report. */
  readonly isConstant: boolean;
  /** Whether the usages are `usageMinimum` to `usageMaximum`, not `usages`. */
  readonly isRange: boolean;
  /** Whether the control returns to one state when the user lets it go. */
  readonly hasPreferredState: boolean;
  /** Bits of each field. */
  readonly reportSize: number;
  /** How many fields there are. */
  readonly reportCount: number;
  /** Each usage is its page in the upper 16 bits and its id in the lower ones. */
  readonly usages?: readonly number[];
  readonly usageMinimum?: number;
}

/** The event `inputreport` of a device. */
export interface HidInputReportEvent extends Event {
  readonly reportId: number;
  readonly data: DataView;
}

/** The event `connect` or `disconnect` of `Hid`. */
export interface HidConnectionEvent extends Event {
  readonly device: HidDevice;
}

/** The usage page of telephones and headsets. */
export const telephonyPage = 0x0b;

/** @returns `null` in a browser without WebHID, and on a page that is not served by https */
export const findHid = (): Hid | null => (navigator as { readonly hid?: Hid }).hid ?? null;
