import * as z from 'zod';
import type { Recorder } from '../core/recorder/recorder.ts';
import { addControl } from '../controls/requests/addControl.ts';
import { addRoute } from '../http/addRoute.ts';
import type { EmulatorApp } from '../http/env.ts';

export const Recording = z
  .strictObject({
    on: z.boolean(),
    startedAt: z.string().describe('When the trace began. A reset begins another one.'),
    lines: z.int().describe('How many lines the trace has after its header.'),
    forgotten: z
      .int()
      .describe('How many of the oldest lines were forgotten, because the trace was too long.'),
  })
  .meta({ title: 'Recording', description: 'The state of the flight recorder.' });
const RecordingRequest = z.strictObject({
  on: z.optional(z.boolean()),
  note: z
    .optional(z.string().check(z.minLength(1), z.maxLength(2_000)))
    .describe('A text for the trace, in the lane of the controls.'),
});

/** Adds the controls of the flight recorder, which need the secret. */
export function addTraceControls(app: EmulatorApp, recorder: Recorder): void {
  addControl(app, 'GET', '/emulator/recording', {
    summary: 'Says whether the flight recorder is on, and how long its trace is.',
    answer: Recording,
    run: () => recorder.readState(),
  });
  addControl(app, 'POST', '/emulator/recording', {
    summary:
      'Switches the flight recorder on or off, or adds a note. What it has recorded stays until a reset.',
    body: RecordingRequest,
    example: { on: true },
    answer: Recording,
    run: ({ on, note }) => {
      if (on !== undefined) recorder.setOn(on);
      if (note !== undefined) recorder.note(note);
      return recorder.readState();
    },
  });
  addRoute(app, 'GET', '/emulator/recording/trace', {
    summary: 'Returns the trace: JSON lines, of which the first is a header.',
    query: { after: 'Leaves out as many lines after the header.' },
    answer: 'application/jsonl',
    handle: (c) => {
      c.header('content-type', 'application/jsonl; charset=utf-8');
      return c.body(recorder.readTrace(Number(c.req.query('after') ?? 0) || 0));
    },
  });
}
