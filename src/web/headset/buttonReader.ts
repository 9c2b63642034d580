import type { Button, ReportLayout } from './reports.ts';

/**
 * What the user or the device has done. `press`: pressed a button that only reports presses. `on`, `off`: changed a switch that
 * keeps its state. `tap`: an `off` so soon after the `on` that the switch is a button, which reports its release.
 */
export interface ButtonEvent {
  readonly button: Button;
  readonly kind: 'press' | 'on' | 'off' | 'tap';
}

/** Buttons that keep their state if the device describes their field as absolute. */
const switches: ReadonlySet<Button> = new Set<Button>(['hookSwitch', 'phoneMute', 'hold']);

/** The longest time between press and release of a button that the device describes as a switch. */
const longestTapMs = 500;

/**
 * Creates a function that compares a device's reports and finds what has changed, because a report also has the states of buttons
 * that nobody has touched.
 */
export function createButtonReader({ buttons }: Pick<ReportLayout, 'buttons'>) {
  /** `undefined` while the device has not reported the state of a switch. */
  const states = new Map<Button, boolean | undefined>();
  const onTimes = new Map<Button, number>();
  for (const [button, { isAbsolute, hasPreferredState }] of buttons) {
    const isKnownToBeOff = !switches.has(button) || !isAbsolute || hasPreferredState;
    states.set(button, isKnownToBeOff ? false : undefined);
  }

  const readSwitch = (button: Button, isOn: boolean, nowMs: number): ButtonEvent => {
    if (isOn) onTimes.set(button, nowMs);
    const isTap = !isOn && nowMs - (onTimes.get(button) ?? -Infinity) <= longestTapMs;
    return { button, kind: isTap ? 'tap' : isOn ? 'on' : 'off' };
  };

  /** @param reported the states that one report has. @param nowMs any clock that goes on evenly */
  return function findEvents(reported: ReadonlyMap<Button, boolean>, nowMs: number): readonly ButtonEvent[] {
    const changes = [...reported].filter(([button, isOn]) => states.get(button) !== isOn);
    /** Whether something has happened for which the device may have sent this report, apart from `button`. */
    const hasOtherCause = (button: Button) =>
      changes.some(([other, isOn]) => other !== button && (isOn || states.get(other) !== undefined));
    const events = changes.flatMap(([button, isOn]): ButtonEvent[] => {
      const isSwitch = switches.has(button) && buttons.get(button)?.isAbsolute === true;
      if (!isSwitch) return isOn ? [{ button, kind: 'press' }] : [];
      // The first report has a state that may be old. But only a change of the hook switch makes a device report that alone.
      const isOld = states.get(button) === undefined && (button !== 'hookSwitch' || hasOtherCause(button));
      return isOld ? [] : [readSwitch(button, isOn, nowMs)];
    });
    for (const [button, isOn] of changes) states.set(button, isOn);
    return events;
  };
}
