/**
 * Runs in the page before the app: lets the test move the wall clock. Timers and `performance.now()` go on as before, as when a
 * user or the system sets the clock of a computer.
 */
export function offsetClock(): void {
  let offsetMs = 0;
  const RealDate = Date;
  const readNow = () => RealDate.now() + offsetMs;
  window.Date = new Proxy(RealDate, {
    construct: (target, args: unknown[], newTarget) =>
      Reflect.construct(target, args.length === 0 ? [readNow()] : args, newTarget) as Date,
    apply: () => new RealDate(readNow()).toString(),
    get: (target, key) => (key === 'now' ? readNow : (Reflect.get(target, key) as unknown)),
  });
  Object.assign(window, { setClockOffset: (ms: number) => (offsetMs = ms) });
}
