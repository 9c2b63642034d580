import { startTransition, useEffect, useEffectEvent, useRef, useState } from 'react';
import { isRenderingPaused } from './renderingPause.ts';
import { runWhenIdle } from './runWhenIdle.ts';
import type { Readable } from './store.ts';
import { joinStops } from './subscriptions.ts';

/** After rendering was paused, the update waits for an idle moment, but at most this many milliseconds. */
const longestWaitMs = 500;

/**
 * Returns a part of a `Readable`'s value. React renders a change of this part as a transition: in pieces, and after everything
 * more urgent. While rendering is paused, the change waits. A value that changes back before its update runs is not rendered again.
 * Lists beside the call use this hook, so that they do not delay a call's set-up.
 * @see https://react.dev/reference/react/startTransition
 */
export function useReadableLater<T, Value>(readable: Readable<T>, select: (whole: T) => Value): Value {
  const [value, setValue] = useState(() => select(readable.get()));
  /** The value that was rendered or will be. */
  const lastSet = useRef(value);
  const update = useEffectEvent(() => {
    if (isRenderingPaused.get()) return;
    const newValue = select(readable.get());
    // React keeps each update in memory until the component renders, which may be never. So equal values cause no update.
    if (Object.is(newValue, lastSet.current)) return;
    lastSet.current = newValue;
    startTransition(() => setValue(() => newValue));
  });
  useEffect(() => {
    update();
    return joinStops(
      // The update waits for the end of the current task's code, which may pause the rendering after it has changed the value.
      readable.subscribe(() => queueMicrotask(() => update())),
      isRenderingPaused.subscribe(() => {
        if (!isRenderingPaused.get()) runWhenIdle(() => update(), longestWaitMs);
      }),
    );
  }, [readable]);
  return value;
}
