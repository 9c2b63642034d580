import { joinStops } from '../base/subscriptions.ts';
import type { CallEvent } from '../../contract/callEvent.ts';
import type { Phone } from '../calling/phone.ts';
import type { History } from '../history/history.ts';
import { createDialRequests } from './dialRequests.ts';
import { endLostCalls } from './endLostCalls.ts';
import { createEventQueue } from './eventQueue.ts';
import type { FactReader } from './callFacts.ts';
import type { IntegrationAccess } from './IntegrationContext.ts';
import { createOpenCalls, type OpenCall } from './openCalls.ts';
import { openPartnerPages } from './partnerPages.ts';
import { guardPresses } from './pressGuard.ts';
import { popOnAccept } from './popOnAccept.ts';
import { watchCalls } from './watchCalls.ts';

/** Connects the phone with the company's own systems, as `config.json` asks. */
export function connectDesk(
  { oid, settings, webHook }: IntegrationAccess,
  phone: Phone,
  history: History,
  facts: FactReader,
) {
  const { screenPop, origins = [], dial = 'ask' } = settings;
  const requests = createDialRequests(phone, dial);
  const queue = webHook && createEventQueue(webHook, `callEvents.${phone.ownId}`);
  const pages = openPartnerPages(origins, requests.take);
  const tell = (event: CallEvent) => {
    pages.tell(event);
    queue?.add(event);
  };
  const openCalls = createOpenCalls(phone.ownId);
  let isStopped = false;
  const tellLost = (event: CallEvent, { id, isQueued }: OpenCall) => {
    if (isStopped) return;
    const forget = () => openCalls.remove(id);
    if (!isQueued) queue?.add(event);
    if (origins.length === 0) return forget();
    if (queue) openCalls.markQueued(id);
    pages.tellOnceConnected(event, forget);
  };
  const tellsCalls = queue !== null || origins.length > 0;
  if (tellsCalls) void endLostCalls(openCalls, history, facts, oid, tellLost);
  const stopWatching = tellsCalls ? watchCalls(phone, history, facts, openCalls, oid, tell) : () => {};
  const stopPops = screenPop ? popOnAccept(screenPop.url, phone, facts) : () => {};
  return {
    requests,
    queue,
    /** The events are watched until the end, so that the last note reaches pages and queue. */
    stop: joinStops(guardPresses(), stopPops, stopWatching, pages.close, () => {
      isStopped = true;
      queue?.stop();
    }),
  };
}

export type Desk = ReturnType<typeof connectDesk>;
