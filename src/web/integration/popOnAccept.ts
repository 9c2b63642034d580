import type { Phone } from '../calling/phone.ts';
import type { FactReader } from './callFacts.ts';
import { fillAddress, lookedUpCalls, openInNewTab } from './screenPop.ts';

/**
 * Opens the screen pop of each call that the user accepts, if the user has chosen that and has not opened it by *Look up*.
 * @returns a function that ends this
 */
export function popOnAccept(template: string, phone: Phone, facts: FactReader): () => void {
  /** The calls that the user has accepted. */
  let acceptedKeys = new Set<string>();
  return phone.state.subscribe(() => {
    const accepted = phone.state.get().incoming.filter(({ isAnswering }) => isAnswering);
    const newlyAccepted = accepted.filter(({ key }) => !acceptedKeys.has(key));
    acceptedKeys = new Set(accepted.map(({ key }) => key));
    const callsToOpen = newlyAccepted.filter(({ key }) => !lookedUpCalls.delete(key));
    if (!phone.settings.get().opensScreenPop) return;
    for (const { callerId, ...call } of callsToOpen)
      openInNewTab(fillAddress(template, facts.read({ ...call, rawId: callerId })));
  });
}
