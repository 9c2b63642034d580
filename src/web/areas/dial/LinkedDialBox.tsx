import { useEffect, useState } from 'react';
import { DialBox } from './DialBox.tsx';

/** The dial box. It begins with the callee that the page's address names. */
export function LinkedDialBox() {
  const [callee] = useState(readLinkedCallee);
  useEffect(removeLinkedCallee, []);
  return <DialBox initial={callee} />;
}

/**
 * Reads the text for the dial box from the page's address (`?call=<id>`), to which other pages may link. The app does not start
 * the call; the user must press *Call*.
 */
const readLinkedCallee = (): string => new URLSearchParams(location.search).get('call') ?? '';

/** Removes the callee from the page's address, so that the dial box is empty after a reload. */
function removeLinkedCallee(): void {
  const url = new URL(location.href);
  if (!url.searchParams.has('call')) return;
  url.searchParams.delete('call');
  history.replaceState(history.state, '', url);
}
