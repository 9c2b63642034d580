import { render } from '@testing-library/react';
import { expect, it } from 'vitest';
import { useSecondPressGuard } from './useSecondPressGuard.ts';

const controls = ['Use this tab', 'Call back', 'Dismiss'].map((name) => ({ name, key: name }));

/** Renders controls, and returns a function that presses one of them at a place. */
function renderControls() {
  const pressed: string[] = [];
  function Controls() {
    useSecondPressGuard();
    return [...controls, { name: 'Dismiss', key: 'Dismiss the next message' }].map(({ name, key }) => (
      <button key={key} type="button" onClick={() => pressed.push(key)}>
        {name}
      </button>
    ));
  }
  const { container } = render(<Controls />);
  const buttons = [...container.querySelectorAll('button')];
  const keys = [...controls.map(({ key }) => key), 'Dismiss the next message'];
  /** Presses with a pointer, or with a key. */
  const press = (key: string, { x = 50, detail = 1 } = {}) =>
    buttons[keys.indexOf(key)]?.dispatchEvent(
      new MouseEvent('click', { bubbles: true, cancelable: true, clientX: x, clientY: 20, detail }),
    );
  return { pressed, press };
}

it('ignores the second press of a double press if it meets a control with another name', async () => {
  const { pressed, press } = renderControls();
  press('Use this tab');
  press('Call back', { x: 53 });
  press('Call back');
  expect(pressed).toEqual(['Use this tab']);
  await expect
    .poll(
      () => {
        press('Call back');
        return pressed;
      },
      { timeout: 3_000, interval: 100 },
    )
    .toEqual(['Use this tab', 'Call back']);
});

it('takes quick presses at other places, by keys, and on controls with the same name', () => {
  const { pressed, press } = renderControls();
  press('Use this tab');
  press('Call back', { x: 90 });
  press('Use this tab', { detail: 0, x: 90 });
  press('Dismiss', { x: 200 });
  press('Dismiss the next message', { x: 200 });
  expect(pressed).toEqual([
    'Use this tab',
    'Call back',
    'Use this tab',
    'Dismiss',
    'Dismiss the next message',
  ]);
});
