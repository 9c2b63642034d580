import { fireEvent, screen } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { catalogue, informationalCodes, type ProblemCode } from '../errors/catalogue.ts';
import { fail } from '../errors/problem.ts';
import { renderPlain } from '../fixtures/render.tsx';
import { ProblemBar } from './ProblemBar.tsx';

const renderProblem = (code: ProblemCode, detail?: string) => {
  const onRemedy = vi.fn();
  const { problem } = fail(code, detail === undefined ? {} : { detail });
  renderPlain(<ProblemBar problem={problem} onRemedy={onRemedy} />);
  return onRemedy;
};

it.each(Object.keys(catalogue) as ProblemCode[])(
  'shows for %s a sentence, the code if it is a failure, and exactly one button',
  (code) => {
    const onRemedy = renderProblem(code, '401 upstream');
    const alert = screen.getByRole('alert');
    // A sentence has a word of at least three letters, and a full stop.
    expect(alert.textContent).toMatch(/[a-z]{3,}.*\./);
    expect(alert.textContent?.includes(`${code} · 401 upstream`)).toBe(!informationalCodes.has(code));
    // i18next shows the key of a missing text.
    expect(alert.textContent).not.toMatch(/problems\.|remedies\./);
    fireEvent.click(screen.getByRole('button'));
    expect(onRemedy).toHaveBeenCalledTimes(1);
  },
);

it('X12: does not announce a change of the code and its request id, and shows the detail as text, never as markup', () => {
  renderProblem('service-busy', '429 acs_throttled <img src=x onerror=alert(1)>');
  expect(screen.getByText(/acs_throttled/).closest('[aria-live=off]')?.textContent).not.toContain('busy.');
  expect(screen.getByRole('alert').querySelector('img')).toBeNull();
});
