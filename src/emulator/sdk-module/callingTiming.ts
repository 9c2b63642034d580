import { Hono } from 'hono';
import { drawn } from '../wire/callConditions.ts';
import type { ConditionStore } from '../core/conditionStore.ts';
import type { EmulatorEnv } from '../http/env.ts';
import { crossOrigin } from '../http/origins.ts';

/**
 * `GET /calling/timing` tells the drop-in SDK how long its first device manager and its next agent take. The SDK asks
 * before it has a token, so the answer is the same for everyone.
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

/** @returns milliseconds that the next agent and the next device manager take. */
export function drawTiming(conditions: ConditionStore): { agentMs: number; deviceManagerMs: number } {
  const { agentMs, deviceManagerMs } = conditions.of().timing ?? {};
  return { agentMs: drawn(agentMs), deviceManagerMs: drawn(deviceManagerMs) };
}
