import { telephonyPage, type HidCollection, type HidItem, type HidReport } from './webHid.ts';

/**
 * The usages of the buttons: the page in the upper 16 bits, the id in the lower ones.
 * @see https://usb.org/document-library/hid-usage-tables-15 Telephony Device Page (0x0B), Button Page (0x09)
 */
const buttonUsages = {
  hookSwitch: 0x0b_0020,
  flash: 0x0b_0021,
  hold: 0x0b_0023,
  drop: 0x0b_0026,
  phoneMute: 0x0b_002f,
  // The telephony page has no usage for this. Manufacturers use programmable button 7.
  // https://teamwork.gigaset.com/gigawiki/pages/viewpage.action?pageId=1136427703
  reject: 0x09_0007,
} as const;
export type Button = keyof typeof buttonUsages;

/** The usages of the lights, on the LED Page (0x08). */
const lightUsages = { mute: 0x08_0009, offHook: 0x08_0017, ring: 0x08_0018, hold: 0x08_0020 } as const;
type Light = keyof typeof lightUsages;
/** Which lights are on. `offHook` shows that the user is in a call. */
export type Lights = Readonly<Record<Light, boolean>>;

export const noLights: Lights = { mute: false, offHook: false, ring: false, hold: false };

/** Where a report has the state of a button or light. */
interface Field extends Pick<HidItem, 'isAbsolute' | 'hasPreferredState'> {
  readonly reportId: number;
  /** Bits of the report before the field, without the byte of the report's id. */
  readonly offset: number;
  /** In bits. */
  readonly size: number;
}

/** Which of a device's reports contain its buttons, and which ones switch its lights. */
export interface ReportLayout {
  readonly buttons: ReadonlyMap<Button, Field>;
  readonly lights: ReadonlyMap<Light, Field>;
  /** The length in bytes of each report that switches a light, by the report's id. */
  readonly outputLengths: ReadonlyMap<number, number>;
}

/** @returns `undefined` if the field has no usage of its own */
function findUsage(item: HidItem, index: number): number | undefined {
  if (item.isArray || item.isConstant) return undefined;
  if (item.isRange) return item.usageMinimum === undefined ? undefined : item.usageMinimum + index;
  // A device may name fewer usages than fields: then the last usage is that of all further fields.
  return item.usages?.[index] ?? item.usages?.at(-1);
}

const countBits = ({ reportCount, reportSize }: HidItem): number => reportCount * reportSize;

/** Finds the first field of each usage. */
function findFields<Name extends string>(
  usages: Readonly<Record<Name, number>>,
  reports: readonly HidReport[],
): Map<Name, Field> {
  const fields = new Map<Name, Field>();
  const names = Object.keys(usages) as Name[];
  for (const { reportId, items } of reports) {
    let offset = 0;
    for (const item of items) {
      for (let index = 0; index < item.reportCount; index += 1) {
        const usage = findUsage(item, index);
        const name = names.find((candidate) => usages[candidate] === usage);
        if (name === undefined || fields.has(name)) continue;
        const { isAbsolute, hasPreferredState, reportSize } = item;
        const fieldOffset = offset + index * reportSize;
        fields.set(name, { reportId, offset: fieldOffset, size: reportSize, isAbsolute, hasPreferredState });
      }
      offset += countBits(item);
    }
  }
  return fields;
}

/** Finds the buttons and lights of a headset in its device's description. */
export function readLayout(collections: readonly HidCollection[]): ReportLayout {
  const telephony = collections.filter(({ usagePage }) => usagePage === telephonyPage);
  const outputReports = telephony.flatMap((collection) => collection.outputReports);
  const lights = findFields(lightUsages, outputReports);
  const reportIds = new Set([...lights.values()].map(({ reportId }) => reportId));
  const lengthOf = ({ items }: HidReport) =>
    Math.ceil(items.reduce((bits, item) => bits + countBits(item), 0) / 8);
  return {
    buttons: findFields(
      buttonUsages,
      telephony.flatMap(({ inputReports }) => inputReports),
    ),
    lights,
    outputLengths: new Map(
      outputReports
        .filter(({ reportId }) => reportIds.has(reportId))
        .map((report) => [report.reportId, lengthOf(report)]),
    ),
  };
}

/** The numbers of a field's bits, counted from the report's first bit. */
const listBits = ({ offset, size }: Field): readonly number[] =>
  Array.from({ length: size }, (_, index) => offset + index);

const isBitSet = (data: DataView, bit: number): boolean =>
  // A report may be shorter than the device's description of it.
  bit >> 3 < data.byteLength && (data.getUint8(bit >> 3) & (1 << (bit & 7))) !== 0;

/** Reads from a report which buttons are pressed or on. The result lacks buttons that other reports contain. */
export function readButtons(
  { buttons }: ReportLayout,
  reportId: number,
  data: DataView,
): ReadonlyMap<Button, boolean> {
  const fields = [...buttons].filter(([, field]) => field.reportId === reportId);
  return new Map(
    fields.map(([button, field]) => [button, listBits(field).some((bit) => isBitSet(data, bit))]),
  );
}

/** Writes the reports that switch the device's lights, by their ids. */
export function writeLights(
  { lights: fields, outputLengths }: ReportLayout,
  lights: Lights,
): ReadonlyMap<number, Uint8Array<ArrayBuffer>> {
  const reports = new Map([...outputLengths].map(([reportId, length]) => [reportId, new Uint8Array(length)]));
  for (const [light, { reportId, offset }] of fields) {
    const report = reports.get(reportId);
    // A light is 1 or 0. If its field is longer, the other bits stay 0.
    if (report && lights[light]) report[offset >> 3] = (report[offset >> 3] ?? 0) | (1 << (offset & 7));
  }
  return reports;
}
