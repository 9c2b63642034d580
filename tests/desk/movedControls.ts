import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from 'playwright';

/** An event moves a control by at most so many pixels. */
export const maxShiftPx = 8;

/** A control that an event has moved. */
export interface MovedControl {
  readonly name: string;
  readonly shiftPx: number;
}

/** Runs in the page: remembers where each visible control is, except those of the cards, which come and go. */
function rememberPlaces(): void {
  const controls = [...document.querySelectorAll('button, input, textarea, select, a')].filter(
    (control) => !control.closest('#ringing') && control.checkVisibility(),
  );
  Object.assign(window, {
    places: new Map(controls.map((control) => [control, control.getBoundingClientRect()])),
  });
}

/** Runs in the page: lists the remembered controls that are somewhere else now. */
function listMoved(): MovedControl[] {
  const places = Reflect.get(window, 'places') as Map<Element, DOMRect>;
  return [...places].flatMap(([control, { left, top }]) => {
    if (!control.isConnected || !control.checkVisibility()) return [];
    const now = control.getBoundingClientRect();
    const shiftPx = Math.round(Math.hypot(now.left - left, now.top - top));
    const name = (control.getAttribute('aria-label') ?? control.textContent ?? '').trim();
    return shiftPx > 0 ? [{ name, shiftPx }] : [];
  });
}

/** Milliseconds after an event in which the page may still move something. */
const settleMs = 600;

/** Measures how far an event of somebody else moves the controls of the page. */
export async function measureMoved(page: Page, event: () => Promise<unknown>): Promise<MovedControl[]> {
  await page.evaluate(rememberPlaces);
  await event();
  await pause(settleMs);
  return page.evaluate(listMoved);
}
