import type { Placeholder } from '../../contract/integration.ts';
import { createStore } from '../base/store.ts';
import type { CallFacts } from './callFacts.ts';

/** Encodes a value, so that it can end neither its place in the address nor the address. Callers choose some of the values. */
function encodeValue(value: string): string {
  // As a part of the path, one or two dots would lead to another page, even when they are encoded.
  if (/^\.{1,2}$/.test(value)) return '';
  // `encodeURIComponent` throws for half a character.
  return encodeURIComponent(value.replaceAll(/\p{Cs}/gu, ''));
}

/** Puts what is known about the other person into the address of a screen pop. */
export const fillAddress = (template: string, facts: CallFacts): string =>
  template.replaceAll(/\{(\w+)\}/g, (_match, name: Placeholder) => encodeValue(facts[name]));

/** The address that the browser does not let the page open without a press; `null` for none. */
export const blockedAddress = createStore<string | null>(null);

/** The keys of ringing calls whose caller's page the user has opened. Accepting such a call does not open the page once more. */
export const lookedUpCalls = new Set<string>();

/**
 * Opens an address in a new tab, which learns nothing about this page. Without a press just before, the browser would block the tab.
 * The page could not see that afterwards, because the browser hides a tab with `noopener` from it. So the page asks before.
 */
export function openInNewTab(address: string): void {
  // Older browsers do not say whether there was a press.
  const activation = navigator.userActivation as UserActivation | undefined;
  if (activation && !activation.isActive) return blockedAddress.set(address);
  window.open(address, '_blank', 'noopener,noreferrer');
  blockedAddress.set(null);
}
