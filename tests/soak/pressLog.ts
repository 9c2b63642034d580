/** A press on a button, as the page saw it at that moment. All times are milliseconds since 1970 by the machine's clock. */
export interface Press {
  readonly at: number;
  /** The button's accessible name. */
  readonly label: string;
  readonly x: number;
  readonly y: number;
  /** Whether the press has reached a button that takes presses. */
  isEnabled: boolean;
  /** The heading of the call on the screen; empty without a call. */
  readonly title: string;
  /** The heading before `title`; empty if no call was on the screen. */
  readonly formerTitle: string;
  /** Milliseconds for which the screen had shown `title`. */
  readonly titleAgeMs: number;
  /** The name of the incoming call whose card has the button; empty for any other button. */
  readonly card: string;
  /** The text of the list row that has the button; empty for any other button. */
  readonly row: string;
}

/** A command that the page has sent to the signalling server. A change of the media state is `hold`, `resume`, `mute` or `unmute`. */
export interface SentCommand {
  readonly at: number;
  readonly kind: string;
  /** The id by which the page knows the call. */
  readonly call: string;
  /** Whether the SDK gave the call up by itself, because its media failed. */
  readonly isBySdk: boolean;
}

/** The log that `watchPresses` adds to `window`. */
export interface PressLog {
  /** The ids of the endpoints that the page has had, one for each agent. */
  endpoints: string[];
  presses: Press[];
  commands: SentCommand[];
}

/** Runs in the page before the app: logs the presses on buttons, and the commands that the page sends. */
export function watchPresses(): void {
  const log: PressLog = { endpoints: [], presses: [], commands: [] };
  Object.assign(window, { pressLog: log });
  // Other faults move the page's clock, so this file does not use `Date`.
  const readTime = () => performance.timeOrigin + performance.now();
  const textOf = (element: Element | null | undefined) =>
    (element?.getAttribute('aria-label') ?? element?.textContent ?? '').trim();

  let title = '';
  let formerTitle = '';
  let titleSince = 0;
  const readTitle = () => {
    const current = textOf(document.querySelector('section[aria-label="Call"] h1'));
    if (current === title) return;
    formerTitle = title;
    title = current;
    titleSince = readTime();
  };
  new MutationObserver(readTitle).observe(document, {
    childList: true,
    characterData: true,
    subtree: true,
  });
  addEventListener(
    'click',
    ({ target, clientX, clientY }) => {
      const button = target instanceof Element ? target.closest('button, [role=menuitem], a') : null;
      if (!button) return;
      readTitle();
      log.presses.push({
        at: readTime(),
        label: textOf(button),
        x: clientX,
        y: clientY,
        isEnabled: false,
        title,
        formerTitle,
        titleAgeMs: readTime() - titleSince,
        card: textOf(button.closest('[role=alertdialog]')),
        row: textOf(button.closest('li, [role=row]')).slice(0, 80),
      });
    },
    true,
  );
  // The window stops the second press of a double press that meets another control, so that press does not come here.
  document.addEventListener(
    'click',
    ({ target }) => {
      const button = target instanceof Element ? target.closest('button, [role=menuitem], a') : null;
      const press = log.presses.at(-1);
      // While another call settles on the screen, the whole toolbar is disabled.
      if (button && press)
        press.isEnabled = !button.hasAttribute('disabled') && button.closest('[aria-disabled=true]') === null;
    },
    true,
  );

  /** The media state that the page sent last, by call. A new call begins neither on hold nor muted. */
  const states = new Map<string, Record<string, boolean>>();
  const logCommand = (command: {
    t: string;
    call: string;
    because?: string;
    state?: Record<string, boolean>;
  }) => {
    const add = (kind: string) =>
      log.commands.push({ at: readTime(), kind, call: command.call, isBySdk: command.because !== undefined });
    const before = states.get(command.call) ?? {};
    if (command.state) states.set(command.call, command.state);
    if (command.t !== 'state') return add(command.t);
    const { hold = false, muted = false } = command.state ?? {};
    if (hold !== (before['hold'] ?? false)) add(hold ? 'hold' : 'resume');
    if (muted !== (before['muted'] ?? false)) add(muted ? 'mute' : 'unmute');
  };
  const noteEndpoint = ({ data }: MessageEvent) => {
    const frame = JSON.parse(String(data)) as { t: string; endpoint?: string };
    if (frame.t === 'welcome' && frame.endpoint && !log.endpoints.includes(frame.endpoint))
      log.endpoints.push(frame.endpoint);
  };
  const send = Object.getOwnPropertyDescriptor(WebSocket.prototype, 'send')?.value as WebSocket['send'];
  WebSocket.prototype.send = function logged(data) {
    send.call(this, data);
    if (typeof data !== 'string' || !this.url.includes('/signalling')) return;
    const frame = JSON.parse(data) as { t: string; command?: Parameters<typeof logCommand>[0] };
    if (frame.t === 'hello') this.addEventListener('message', noteEndpoint);
    if (frame.t === 'command' && frame.command) logCommand(frame.command);
  };
}

/** Runs in the page: returns what the log has, and empties its lists of presses and commands. */
export function drainPressLog(): PressLog {
  const log = Reflect.get(window, 'pressLog') as PressLog;
  const { endpoints, presses, commands } = log;
  log.presses = [];
  log.commands = [];
  return { endpoints: [...endpoints], presses, commands };
}
