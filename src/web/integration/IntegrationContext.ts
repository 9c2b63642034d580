import { createContext, use } from 'react';
import type { Integration } from '../../contract/integration.ts';
import type { WebHook } from './waitingEvents.ts';

/** What the phone does for the company's own systems: the part `integration` of `config.json`. */
export interface IntegrationAccess {
  /** Entra object id of the user, by which the company's own systems know them. */
  readonly oid: string;
  readonly settings: Integration;
  readonly webHook: WebHook | null;
}

/** `null` in a deployment without the part `integration`, which is the default. */
export const IntegrationContext = createContext<IntegrationAccess | null>(null);

export const useIntegration = (): IntegrationAccess | null => use(IntegrationContext);

/** @returns the host to which a screen pop leads, for example `crm.example` */
export const readPopHost = ({ url }: { readonly url: string }): string =>
  new URL(url.replaceAll(/\{\w+\}/g, '')).host;

/** Whether the company's own systems get the notes about calls. */
export const sharesNotes = (access: IntegrationAccess | null): boolean =>
  access?.settings.origins !== undefined || access?.settings.webHook === true;

/** Whether an embedded phone shows only the dial box and the call on the screen: the page's address has `?show=call`. */
export const useShowsOnlyCall = (): boolean =>
  useIntegration()?.settings.embedding === true &&
  new URLSearchParams(location.search).get('show') === 'call';
