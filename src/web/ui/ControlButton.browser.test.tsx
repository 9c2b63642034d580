import { FluentProvider, Toolbar } from '@fluentui/react-components';
import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import type { ComponentProps } from 'react';
import { expect, test } from 'vitest';
import { ControlButton } from './ControlButton.tsx';
import { LargeControl } from './LargeControl.tsx';

const createButton = (props: Partial<ComponentProps<typeof ControlButton>>) => (
  <FluentProvider>
    <Toolbar>
      <ControlButton label="Hold" icon={<i />} onClick={() => {}} {...props} />
    </Toolbar>
  </FluentProvider>
);

test('shows why it is unavailable while the pointer is on the button', async () => {
  render(createButton({ unavailable: 'Only while the call is connected.' }));
  const holdButton = screen.getByRole('button', { name: 'Hold' });
  expect(screen.queryByRole('tooltip')).toBeNull();
  fireEvent.pointerEnter(holdButton);
  const tooltip = await screen.findByRole('tooltip');
  expect(tooltip.textContent).toBe('Only while the call is connected.');
  expect(holdButton.parentElement?.contains(tooltip)).toBe(true);
});

test.each([
  ['of the toolbar', ControlButton],
  ['on the page', LargeControl],
])('after a press, a button %s shows no tooltip until the pointer comes again', async (_place, Control) => {
  const button = (
    <Control label="Hold" icon={<i />} unavailable={null} tooltip="Holds the call" onClick={() => {}} />
  );
  render(<FluentProvider>{button}</FluentProvider>);
  const holdButton = screen.getByRole('button', { name: 'Hold' });
  fireEvent.pointerEnter(holdButton);
  fireEvent.click(holdButton);
  // Fluent's delay is 250 ms.
  await new Promise((resolve) => setTimeout(resolve, 400));
  expect(screen.queryByRole('tooltip')).toBeNull();
  fireEvent.pointerLeave(holdButton);
  fireEvent.pointerEnter(holdButton);
  expect(await screen.findByRole('tooltip')).toHaveTextContent('Holds the call');
  fireEvent.click(holdButton);
  expect(screen.queryByRole('tooltip')).toBeNull();
});

test('leaves no element in the document after the pointer was on the button', async () => {
  const childCountBefore = document.body.childElementCount;
  const { unmount, container } = render(createButton({ unavailable: 'Only while the call is connected.' }));
  fireEvent.pointerEnter(screen.getByRole('button', { name: 'Hold' }));
  await screen.findByRole('tooltip');
  unmount();
  container.remove();
  await waitFor(() => expect(document.body.childElementCount).toBe(childCountBefore));
});

test('keeps its name while its command runs, and takes the new name when the user can press it again', () => {
  const { rerender } = render(createButton({ pending: true }));
  rerender(createButton({ label: 'Resume', pending: true }));
  expect(screen.getByRole('button').getAttribute('aria-disabled')).toBe('true');
  expect(screen.getByRole('button').textContent).toBe('Hold');
  rerender(createButton({ label: 'Resume' }));
  expect(screen.getByRole('button').getAttribute('aria-disabled')).not.toBe('true');
  expect(screen.getByRole('button').textContent).toBe('Resume');
});

test('shows the shortcut in the tooltip, and tells it to screen readers without changing the name', async () => {
  render(createButton({ label: 'Turn camera off', shortLabel: 'Camera', shortcut: 'Ctrl+Shift+O' }));
  const button = screen.getByRole('button', { name: 'Turn camera off' });
  expect(button).toHaveTextContent('Camera');
  expect(button).toHaveAttribute('aria-keyshortcuts', 'Control+Shift+O');
  fireEvent.pointerEnter(button);
  expect(await screen.findByText('Turn camera off (Ctrl+Shift+O)')).toBeVisible();
});
