import { expect, test } from 'vitest';
import { blackwire, combinedHeadset, oneShotHeadset, type HeadsetModel } from '../fixtures/headsetModels.ts';
import { createReportData } from '../fixtures/simulatedHeadsets.ts';
import { noLights, readButtons, readLayout, writeLights } from './reports.ts';

const readPressed = (headset: HeadsetModel, reportId: number, ...bytes: readonly number[]) =>
  [...readButtons(readLayout(headset.collections), reportId, createReportData(...bytes))]
    .filter(([, isPressed]) => isPressed)
    .map(([button]) => button);

test.each([
  [blackwire, 8, [0b001], ['phoneMute']],
  [blackwire, 8, [0b010], ['hookSwitch']],
  [blackwire, 8, [0b110], ['hookSwitch', 'flash']],
  [blackwire, 8, [0], []],
  [combinedHeadset, 2, [0b1, 0], ['hookSwitch']],
  [combinedHeadset, 2, [0b101, 0], ['hookSwitch', 'phoneMute']],
  // Bits 1, 4 and 5 are *Line Busy Tone*, *Redial* and *Speed Dial*; bits 7 to 10 are the keypad.
  [combinedHeadset, 2, [0b1011_0010, 0b111], []],
  [combinedHeadset, 2, [0b0100_1000, 0], ['flash', 'reject']],
])('reads from %o in report %i with the bytes %j the buttons %j', (headset, reportId, bytes, buttons) => {
  expect(readPressed(headset, reportId, ...bytes).toSorted()).toEqual(buttons.toSorted());
});

test('reads no button from another report, and from a report that is too short', () => {
  expect(readPressed(blackwire, 1, 0xff)).toEqual([]);
  expect(readPressed(blackwire, 8)).toEqual([]);
});

test('finds the buttons of fields that name their usages as a range, and no button of other pages', () => {
  const item = { ...oneShotHeadset.collections[0]?.inputReports[0]?.items[0], usages: undefined };
  const range = { ...item, isRange: true, usageMinimum: 0x0b_0020, reportCount: 2 };
  const report = { reportId: 1, items: [range] } as never;
  const collection = { usagePage: 0x0b, inputReports: [report], outputReports: [] };
  expect([...readLayout([collection]).buttons.keys()]).toEqual(['hookSwitch', 'flash']);
  expect([...readLayout([{ ...collection, usagePage: 0x0c }]).buttons.keys()]).toEqual([]);
});

test.each([
  [blackwire, { offHook: true }, { 9: [0], 23: [1], 24: [0], 32: [0] }],
  [blackwire, { ring: true }, { 9: [0], 23: [0], 24: [1], 32: [0] }],
  [blackwire, { mute: true, hold: true }, { 9: [1], 23: [0], 24: [0], 32: [1] }],
  [combinedHeadset, { offHook: true, mute: true }, { 2: [0b0011, 0] }],
  [combinedHeadset, { ring: true, hold: true }, { 2: [0b1100, 0] }],
  [oneShotHeadset, { ring: true, mute: true }, { 1: [0b10] }],
])('writes for %o the lights %j as the reports %j', (headset, lights, reports) => {
  const written = writeLights(readLayout(headset.collections), { ...noLights, ...lights });
  expect(Object.fromEntries([...written].map(([reportId, data]) => [reportId, [...data]]))).toEqual(reports);
});
