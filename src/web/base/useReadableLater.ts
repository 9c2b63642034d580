import { startTransition, useEffect, useEffectEvent, useRef, useState } from 'react';
import { isRenderingPaused } from './renderingPause.ts';
import { runWhenIdle } from './runWhenIdle.ts';
import type { Readable } from './store.ts';
import { joinStops } from './subscriptions.ts';

/** How long the update waits for an idle moment after a pause of the rendering. */
const longestWaitMs = 500;

/**
 * Returns a part of a `Readable`'s value. React renders a change of this part as a transition: in pieces, and after everything
 * more urgent. A change waits while the rendering is paused, and is not rendered if it is undone before. Lists beside the call use
 * this hook, so that they do not delay the call's set-up.
 * @see https://react.dev/reference/react/startTransition
 */
export function useReadableLater<T, Value>(readable: Readable<T>, select: (whole: T) => Value): Value {
  const [value, setValue] = useState(() => select(readable.get()));
  /** The value that React renders or will render. */
  const lastSet = useRef(value);
  const update = useEffectEvent(() => {
    if (isRenderingPaused.get()) return;
    const newValue = select(readable.get());
    // React keeps each update in memory until the component renders, which may be never. So an equal value causes no update.
    if (Object.is(newValue, lastSet.current)) return;
    lastSet.current = newValue;
    // If the value is a function, `setValue(newValue)` would call it.
    startTransition(() => setValue(() => newValue));
  });
  useEffect(() => {
    update();
    return joinStops(
      // The update waits for the code that has changed the value, because that code may then pause the rendering.
      readable.subscribe(() => queueMicrotask(() => update())),
      isRenderingPaused.subscribe(() => {
        if (!isRenderingPaused.get()) runWhenIdle(() => update(), longestWaitMs);
      }),
    );
  }, [readable]);
  return value;
}
