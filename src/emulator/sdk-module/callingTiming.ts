import { Hono } from 'hono';
import { drawn } from '../wire/callConditions.ts';
import type { ConditionStore } from '../core/conditionStore.ts';
import type { EmulatorEnv } from '../http/env.ts';
import { crossOrigin } from '../http/origins.ts';

/**
 * `GET /calling/timing`: how long the drop-in takes for its first device manager and for its next agent. It asks before
 * it has a token, so this holds for everyone, and tells nothing of anybody.
 */
export function callingTimingRoutes(conditions: ConditionStore): Hono<EmulatorEnv> {
  const app = new Hono<EmulatorEnv>();
  app.use('/calling/timing', crossOrigin);
  app.get('/calling/timing', (c) => {
    c.header('cache-control', 'no-store');
    return c.json(drawTiming(conditions));
  });
  return app;
}

/** @returns how long the next agent and the next device manager take, in milliseconds. */
export function drawTiming(conditions: ConditionStore): { agentMs: number; deviceManagerMs: number } {
  const { agentMs, deviceManagerMs } = conditions.of().timing ?? {};
  return { agentMs: drawn(agentMs), deviceManagerMs: drawn(deviceManagerMs) };
}
