import { FluentProvider, Toolbar } from '@fluentui/react-components';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { ControlButton } from './ControlButton.tsx';

afterEach(cleanup);

const button = (unavailable: string | null) => (
  <FluentProvider>
    <Toolbar>
      <ControlButton label="Hold" icon={<i />} unavailable={unavailable} onClick={() => {}} />
    </Toolbar>
  </FluentProvider>
);

test('shows the reason beside the button while the pointer is on it', async () => {
  render(button('Only while the call is connected.'));
  const hold = screen.getByRole('button', { name: 'Hold' });
  expect(screen.queryByRole('tooltip')).toBeNull();
  fireEvent.pointerEnter(hold);
  const reason = await screen.findByRole('tooltip');
  expect(reason.textContent).toBe('Only while the call is connected.');
  expect(hold.parentElement?.contains(reason)).toBe(true);
});

test('leaves nothing in the document after the pointer was on a button', async () => {
  const before = document.body.childElementCount;
  for (let times = 0; times < 3; times++) {
    const { unmount, container } = render(button('Only while the call is connected.'));
    fireEvent.pointerEnter(screen.getByRole('button', { name: 'Hold' }));
    await screen.findByRole('tooltip');
    unmount();
    container.remove();
  }
  await waitFor(() => expect(document.body.childElementCount).toBe(before));
});

test('keeps its name while its command runs, and takes the new one when it can be pressed again', () => {
  const show = (label: string, pending: boolean) => (
    <FluentProvider>
      <Toolbar>
        <ControlButton label={label} icon={<i />} pending={pending} onClick={() => {}} />
      </Toolbar>
    </FluentProvider>
  );
  const { rerender } = render(show('Hold', true));
  rerender(show('Resume', true));
  expect(screen.getByRole('button').getAttribute('aria-disabled')).toBe('true');
  expect(screen.getByRole('button').textContent).toBe('Hold');
  rerender(show('Resume', false));
  expect(screen.getByRole('button').getAttribute('aria-disabled')).not.toBe('true');
  expect(screen.getByRole('button').textContent).toBe('Resume');
});
