/** Runs in the page. @returns the name and size of each visible button or other target less than 40 pixels high or wide. */
export function findSmallTargets(): string[] {
  const targets = document.querySelectorAll<HTMLElement>(
    'button, select, [role=menuitem], [role=option], [role=tab]',
  );
  return [...targets].flatMap((target) => {
    const { width, height } = target.getBoundingClientRect();
    // Fluent hides elements from sight, but not from screen readers, by a width of 1 pixel.
    const isDrawn = width > 1 && target.checkVisibility({ visibilityProperty: true });
    if (!isDrawn || (width >= 40 && height >= 40)) return [];
    return `${target.ariaLabel ?? target.textContent} ${Math.round(width)}×${Math.round(height)}`;
  });
}

/**
 * Runs in the page: spaces the text as far apart as WCAG 1.4.12 requires a page to bear, looks for flaws, and undoes the spacing.
 * @returns how many pixels the page is wider than the window, and the buttons whose text is higher than they are
 * @see https://www.w3.org/TR/WCAG22/#text-spacing
 */
export function findSpacingFlaws(): string[] {
  // The content security policy allows no `<style>`, but a style sheet of a script.
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
    p { margin-block-end: 2em !important; }
  `);
  document.adoptedStyleSheets.push(sheet);
  const overflow = document.documentElement.scrollWidth - innerWidth;
  const flaws = overflow > 0 ? [`wider than the window by ${overflow}`] : [];
  for (const button of document.querySelectorAll<HTMLElement>('button')) {
    if (getComputedStyle(button).overflowY === 'visible' || !button.textContent) continue;
    const excess = button.scrollHeight - button.clientHeight;
    if (button.clientWidth > 1 && excess > 1) flaws.push(`${button.textContent} is clipped by ${excess}`);
  }
  document.adoptedStyleSheets = document.adoptedStyleSheets.filter((adopted) => adopted !== sheet);
  return flaws;
}
