import type { TokenRequest } from '../auth/tokenRequest.ts';
import { createEventSender } from '../backend/callEvents.ts';
import type { Config } from '../config/schema.ts';
import type { Result } from '../errors/problem.ts';
import type { IntegrationAccess } from '../integration/IntegrationContext.ts';
import { openWaitingEvents } from '../integration/waitingEvents.ts';

/** @returns what the phone does for the company's own systems; `null` if the configuration asks for nothing */
export function createIntegrationAccess(
  { integration, tokenSource }: Config,
  oid: string,
  acquireCallerToken: (request: TokenRequest) => Promise<Result<string | null>>,
): IntegrationAccess | null {
  if (!integration) return null;
  const hasWebHook = integration.webHook === true && tokenSource.kind === 'service';
  return {
    oid,
    settings: integration,
    webHook: hasWebHook
      ? {
          send: createEventSender(tokenSource.url, acquireCallerToken),
          waiting: openWaitingEvents(oid),
        }
      : null,
  };
}
