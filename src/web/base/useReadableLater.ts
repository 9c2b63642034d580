import { startTransition, useEffect, useEffectEvent, useRef, useState } from 'react';
import { isRenderingPaused } from './renderingPause.ts';
import { runWhenIdle } from './runWhenIdle.ts';
import type { Readable } from './store.ts';
import { joinStops } from './subscriptions.ts';

/** Milliseconds after a pause of the rendering in which more urgent parts of the screen render first. */
const longestWaitMs = 500;

/**
 * Returns a part of the value of a `Readable`. React renders a change of this part in pieces, after everything that is more
 * urgent (a transition), and after a pause of the rendering. A change that is undone at once is not rendered at all. Lists beside
 * the call use this hook, so that their rows do not delay a call that is being set up. The component must use the same `Readable`
 * at every rendering.
 * @see https://react.dev/reference/react/startTransition
 */
export function useReadableLater<T, Value>(readable: Readable<T>, select: (whole: T) => Value): Value {
  const [value, setValue] = useState(() => select(readable.get()));
  /** The value that the state has or will have. */
  const lastSet = useRef(value);
  const update = useEffectEvent(() => {
    if (isRenderingPaused.get()) return;
    const newValue = select(readable.get());
    // React would keep each update without a change in memory until the component renders, which may be never.
    if (Object.is(newValue, lastSet.current)) return;
    lastSet.current = newValue;
    startTransition(() => setValue(() => newValue));
  });
  useEffect(() => {
    update();
    return joinStops(
      // After the code that runs now, because a command that changes the value may then pause the rendering.
      readable.subscribe(() => queueMicrotask(() => update())),
      isRenderingPaused.subscribe(() => {
        if (!isRenderingPaused.get()) runWhenIdle(() => update(), longestWaitMs);
      }),
    );
  }, [readable]);
  return value;
}
