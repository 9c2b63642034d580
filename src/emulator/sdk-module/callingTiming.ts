import * as z from 'zod/mini';
import { chooseRandomMs } from '../wire/conditions.ts';
import type { ConditionStore } from '../core/conditionStore.ts';
import type { Recorder } from '../core/recorder/recorder.ts';
import { addRoute } from '../http/addRoute.ts';
import type { EmulatorApp } from '../http/env.ts';
import { allowCrossOrigin } from '../http/origins.ts';

/**
 * Serves `GET /calling/timing`: how long the drop-in SDK (our replacement for `@azure/communication-calling`) waits before
 * it creates its first device manager and its next call agent. The SDK asks before it has a token, so the answer is the
 * same for all users.
 * @param conditions the emulator's conditions (faults that a test switches on), of which `timing` is one.
 * @param recorder the flight recorder, to which the page sends what it records.
 */
export function addTimingRoute(app: EmulatorApp, conditions: ConditionStore, recorder: Recorder): void {
  app.use('/calling/timing', allowCrossOrigin);
  addRoute(app, 'GET', '/calling/timing', {
    summary:
      'Returns how long the drop-in SDK waits before its first agent and device manager, and whether it records.',
    answer: z.strictObject({
      agentMs: z.number(),
      deviceManagerMs: z.number(),
      recording: z.optional(z.literal(true)),
    }),
    handle: (context) => {
      context.header('cache-control', 'no-store');
      return context.json({ ...drawTiming(conditions), ...(recorder.isOn && { recording: true as const }) });
    },
  });
}

/** @returns the delays of the next agent and the next device manager, drawn at random from their ranges. */
export function drawTiming(conditions: ConditionStore): { agentMs: number; deviceManagerMs: number } {
  const { agentMs, deviceManagerMs } = conditions.read().timing ?? {};
  return { agentMs: chooseRandomMs(agentMs), deviceManagerMs: chooseRandomMs(deviceManagerMs) };
}
