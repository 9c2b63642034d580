import { joinStops } from '../base/subscriptions.ts';
import type { Phone } from '../calling/phone.ts';
import type { History } from '../history/history.ts';
import { createDialRequests } from './dialRequests.ts';
import { createEventQueue } from './eventQueue.ts';
import type { FactReader } from './callFacts.ts';
import type { IntegrationAccess } from './IntegrationContext.ts';
import { openPartnerPages } from './partnerPages.ts';
import { guardPresses } from './pressGuard.ts';
import { popOnAccept } from './popOnAccept.ts';
import { watchCalls } from './watchCalls.ts';

/** Connects the phone with the company's own systems, as `config.json` asks. */
export function connectDesk(
  { settings, webHook }: IntegrationAccess,
  phone: Phone,
  history: History,
  facts: FactReader,
) {
  const { screenPop, origins = [], dial = 'ask' } = settings;
  const requests = createDialRequests(phone, dial);
  const queue = webHook && createEventQueue(webHook, `callEvents.${phone.ownId}`);
  const pages = openPartnerPages(origins, requests.take);
  const stopWatching =
    queue || origins.length > 0
      ? watchCalls(phone, history, facts, (event) => {
          pages.tell(event);
          queue?.add(event);
        })
      : () => {};
  const stopPops = screenPop ? popOnAccept(screenPop.url, phone, facts) : () => {};
  return {
    requests,
    queue,
    /** The events are watched until the end, so that the last note reaches pages and queue. */
    stop: joinStops(guardPresses(), stopPops, stopWatching, pages.close, () => queue?.stop()),
  };
}

export type Desk = ReturnType<typeof connectDesk>;
