import * as z from 'zod';
import type { EmulatorApp } from '../http/env.ts';
import { addRoute } from '../http/addRoute.ts';
import { allowCrossOrigin } from '../http/origins.ts';
import type { ContactCentre } from './contactCentre.ts';

const path = '/contactCentre/queue';

const QueueCounts = z.strictObject({
  waiting: z.int().describe('How many callers nobody has answered.'),
  longestWaitSeconds: z.int().describe('How long the first of them has waited; 0 if nobody waits.'),
  agentsAvailable: z.int().describe('How many agents are free.'),
});

/** Adds the route by which an app for agents shows the queue, as a company's server application may offer it. */
export function addQueueRoute(
  app: EmulatorApp,
  { contactCentre }: { readonly contactCentre: ContactCentre },
): void {
  app.use(path, allowCrossOrigin);
  addRoute(app, 'GET', path, {
    summary: 'Says how many callers wait, and how many agents are free. Needs no secret.',
    answer: QueueCounts,
    handle: (c) => {
      const waits = contactCentre.listWaiting().map(({ waitedSeconds }) => waitedSeconds);
      return c.json({
        waiting: waits.length,
        longestWaitSeconds: Math.max(0, ...waits),
        agentsAvailable: contactCentre.listAgents().filter(({ state }) => state === 'free').length,
      } satisfies z.infer<typeof QueueCounts>);
    },
  });
}
