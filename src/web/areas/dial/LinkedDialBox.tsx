import { useEffect, useState, type ReactNode } from 'react';
import { readTelLink } from '../../callee/telLink.ts';
import { DialBox } from './DialBox.tsx';

/**
 * The dial box. If the page's address names a callee, the box begins with the callee. In the installed app, a link that the user
 * opens later, such as a `tel:` link, also fills in the box, without loading the page. A link never starts a call.
 * @param props.meetingOptions shown while the callee is a meeting
 */
export function LinkedDialBox({ meetingOptions }: { meetingOptions: ReactNode }) {
  // `number` counts the links that the user has opened later.
  const [link, setLink] = useState(() => ({ callee: readLinkedCallee(location.href), number: 0 }));
  useEffect(removeLinkedCallee, []);
  useEffect(
    () =>
      watchLaunches((address) => {
        const callee = readLinkedCallee(address);
        if (callee) setLink(({ number }) => ({ callee, number: number + 1 }));
        // The shortcuts of the app's icon open a view, such as `#meetings`.
        const { hash } = new URL(address);
        if (hash) location.hash = hash;
      }),
    [],
  );
  // The key makes React create a new dial box for each link, even when the user opens the same link twice.
  return (
    <DialBox
      key={link.number}
      initial={link.callee}
      takesFocus={link.number > 0}
      meetingOptions={meetingOptions}
    />
  );
}

/** Reads the text for the dial box from an address of the app (`?call=<id>`), as other pages and the app's manifest link to it. */
function readLinkedCallee(address: string): string {
  return readTelLink(new URL(address).searchParams.get('call') ?? '');
}

/** Removes the callee from the page's address, so that the dial box is empty after a reload. */
function removeLinkedCallee(): void {
  const url = new URL(location.href);
  if (!url.searchParams.has('call')) return;
  url.searchParams.delete('call');
  history.replaceState(history.state, '', url);
}

/** The browser's queue of links that it opens in the window of the installed app. Only Chromium has it. */
interface LaunchQueue {
  setConsumer(consumer: (launch: { readonly targetURL?: string | null }) => void): void;
}

/**
 * Watches which links the browser opens in this window. `launch_handler` in `manifest.webmanifest` makes the browser focus an open
 * window instead of loading the link in it, which would end a call.
 * @returns a function that ends the watch
 * @see https://developer.mozilla.org/docs/Web/API/LaunchQueue
 */
function watchLaunches(onLaunch: (address: string) => void): () => void {
  const { launchQueue } = window as { launchQueue?: LaunchQueue };
  let isOver = false;
  // A queue's only consumer cannot be removed, so it ignores the links once the watch is over.
  launchQueue?.setConsumer(({ targetURL }) => {
    if (targetURL && !isOver) onLaunch(targetURL);
  });
  return () => (isOver = true);
}
