import { expect, test } from 'vitest';
import { blackwire, combinedHeadset, oneShotHeadset, type HeadsetModel } from '../fixtures/headsetModels.ts';
import { createReportData } from '../fixtures/simulatedHeadsets.ts';
import { createButtonReader } from './buttonReader.ts';
import { readButtons, readLayout } from './reports.ts';

/** Plays reports of a headset. @param reports each is the time in milliseconds, and the bytes. @returns what each report means */
function play(headset: HeadsetModel, reportId: number, reports: readonly (readonly number[])[]) {
  const layout = readLayout(headset.collections);
  const findEvents = createButtonReader(layout);
  return reports.map(([time = 0, ...bytes]) =>
    findEvents(readButtons(layout, reportId, createReportData(...bytes)), time).map(
      ({ button, kind }) => `${button} ${kind}`,
    ),
  );
}

test('tells a hook switch that keeps its state from a button that reports its release', () => {
  expect(
    play(blackwire, 8, [
      [0, 0b010],
      [5_000, 0],
      [9_000, 0b010],
      [9_050, 0],
    ]),
  ).toEqual([['hookSwitch on'], ['hookSwitch off'], ['hookSwitch on'], ['hookSwitch tap']]);
});

test('finds only what a report has changed: the mute button is no hook switch', () => {
  expect(
    play(blackwire, 8, [
      [0, 0b010],
      [2_000, 0b011],
      [2_050, 0b010],
      [3_000, 0b110],
      [3_050, 0b010],
    ]),
  ).toEqual([['hookSwitch on'], ['phoneMute press'], [], ['flash press'], []]);
});

test('if the headset was in a call before, takes its first report for the hook switch only if nothing else has changed', () => {
  expect(play(combinedHeadset, 2, [[0, 0, 0]])).toEqual([['hookSwitch off']]);
  expect(play(combinedHeadset, 2, [[0, 0b100, 0]])).toEqual([['phoneMute press']]);
  expect(play(combinedHeadset, 2, [[0, 1, 0]])).toEqual([['hookSwitch on']]);
});

test('finds the presses of buttons that only report presses', () => {
  expect(
    play(oneShotHeadset, 1, [
      [0, 0b001],
      [50, 0],
      [900, 0b010],
      [950, 0b110],
    ]),
  ).toEqual([['hookSwitch press'], [], ['drop press'], ['hold press']]);
});
