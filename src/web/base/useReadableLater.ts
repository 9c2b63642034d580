import { startTransition, useEffect, useEffectEvent, useState } from 'react';
import type { Readable } from './store.ts';

/**
 * Returns a part of the value of a `Readable`. React renders a change of this part in pieces, after everything that is more
 * urgent (a transition). A change that is undone at once is not rendered at all. Lists beside the call use this hook, so that
 * their rows do not delay a call that is being set up. The component must use the same `Readable` at every rendering.
 * @param select returns the part
 * @see https://react.dev/reference/react/startTransition
 */
export function useReadableLater<T, Value>(readable: Readable<T>, select: (whole: T) => Value): Value {
  const [value, setValue] = useState(() => select(readable.get()));
  const update = useEffectEvent(() => startTransition(() => setValue(() => select(readable.get()))));
  useEffect(() => {
    update();
    return readable.subscribe(() => update());
  }, [readable]);
  return value;
}
