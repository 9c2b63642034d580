import { render, screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { Console } from './Console.tsx';

it('needs no layout of its content to find its height', () => {
  render(
    <div style={{ display: 'flex', flexDirection: 'column', height: '500px' }}>
      <Console rail={null} messages={null} dialBox={null} calls={null} favourites={null} showsCall={false}>
        <div>
          <p style={{ height: '2000px' }}>A long view</p>
        </div>
      </Console>
    </div>,
  );
  const console = screen.getByRole('main').parentElement;
  expect(console?.clientHeight).toBe(500);
  // With any other basis, the browser lays the console out once more than necessary in each layout of the page.
  expect(console && getComputedStyle(console).flexBasis).toBe('0px');
});
