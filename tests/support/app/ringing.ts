import type { Page } from '@playwright/test';
import { callRegion } from './appTest.ts';

/** The record that `recordRinging` adds to `window`. */
interface RingingRecord {
  /** Names of the looped sounds that play now. */
  playing: Set<string>;
  /** Titles of the system notifications that are shown now. */
  shown: Set<string>;
}

/** Runs in the page before the app: records sounds and system notifications, which a test cannot see in the document. */
export function recordRinging(): void {
  const ringing: RingingRecord = { playing: new Set(), shown: new Set() };
  Object.assign(window, { ringing });
  const readMethod = <K extends 'play' | 'pause'>(name: K) =>
    Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, name)?.value as HTMLMediaElement[K];
  const [play, pause] = [readMethod('play'), readMethod('pause')];
  const findSoundName = ({ src }: HTMLMediaElement) => /\/sounds\/(\w+)\.wav$/.exec(src)?.[1];
  HTMLMediaElement.prototype.play = async function recorded() {
    await play.call(this);
    const name = findSoundName(this);
    if (name && this.loop) ringing.playing.add(name);
  };
  HTMLMediaElement.prototype.pause = function recorded() {
    pause.call(this);
    ringing.playing.delete(findSoundName(this) ?? '');
  };
  window.Notification = class extends EventTarget {
    static readonly permission = 'granted';
    static requestPermission = () => Promise.resolve('granted' as const);
    readonly title: string;
    constructor(title: string) {
      super();
      this.title = title;
      ringing.shown.add(title);
    }
    close() {
      ringing.shown.delete(this.title);
    }
  } as unknown as typeof Notification;
}

/** @returns the sounds that play, or the notifications that are shown, as `recordRinging` has recorded them. */
export const readRinging = (page: Page, kind: keyof RingingRecord): Promise<string[]> =>
  page.evaluate((key) => [...(window as unknown as { ringing: RingingRecord }).ringing[key]], kind);

/** @returns the call's status line, if it shows this state. (A tile may show the same word for one participant.) */
export const statusLine = (page: Page, state: string) =>
  callRegion(page)
    .getByRole('status')
    .filter({ hasText: new RegExp(`^${state}$`) });

export const recentCalls = (page: Page) => page.getByRole('region', { name: 'Recent calls' });
