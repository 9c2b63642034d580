import * as z from 'zod';
import { entryKinds } from '../core/recorder/traceFormat.ts';
import type { Recorder } from '../core/recorder/recorder.ts';
import { addRoute } from '../http/addRoute.ts';
import type { EmulatorApp } from '../http/env.ts';
import { allowCrossOrigin } from '../http/origins.ts';

const text = z.string().max(2_000);
/** What a page sends: entries whose `at` counts as its `performance.now()`, which `sentAt` shows when the page sends them. */
const PageEntries = z.strictObject({
  page: z.uuid(),
  sentAt: z.number(),
  entries: z
    .array(
      z.strictObject({
        at: z.number(),
        kind: z.enum(entryKinds),
        name: text,
        detail: z.optional(text),
        way: z.optional(z.enum(['up', 'down'])),
        data: z.optional(z.unknown()),
      }),
    )
    .max(1_000),
});

/** Of how many pages the latest time is known. A page that was silent for longer than all others may lose its order. */
const maxPages = 1_000;

/**
 * Adds the route by which pages send what they record. Like all that pages send to the emulator's signalling, it needs no secret.
 * Pages send plain text, because the browser would ask for permission (a CORS preflight) before it sends JSON.
 */
export function addPageEntriesRoute(app: EmulatorApp, recorder: Recorder): void {
  /** Maps each page to the time of its latest entry, in milliseconds since 1970. */
  const latestTimes = new Map<string, number>();
  app.use('/calling/trace', allowCrossOrigin);
  addRoute(app, 'POST', '/calling/trace', {
    summary: 'Takes what the drop-in SDK of a page has recorded, as plain text with JSON.',
    answer: z.strictObject({ recording: z.boolean() }),
    handle: async (c) => {
      const parsed = PageEntries.safeParse(await c.req.json().catch(() => null));
      if (!parsed.success) return c.json({ error: 'These are not entries of a page.' }, 400);
      const { page, sentAt, entries } = parsed.data;
      const now = Date.now();
      for (const { at: pageTime, data, ...entry } of entries) {
        // A test may have moved the page's clock, so that the age is wrong. The order is right in any case.
        const ageMs = Math.max(0, sentAt - pageTime);
        const at = Math.min(now, Math.max(now - ageMs, latestTimes.get(page) ?? 0));
        // The map's order is that of the latest entries.
        latestTimes.delete(page);
        latestTimes.set(page, at);
        recorder.record(page, { ...entry, ...(data !== undefined && { data }) } as never, at);
      }
      const forgotten = [...latestTimes.keys()].slice(0, Math.max(0, latestTimes.size - maxPages));
      for (const silentPage of forgotten) latestTimes.delete(silentPage);
      return c.json({ recording: recorder.isOn });
    },
  });
}
